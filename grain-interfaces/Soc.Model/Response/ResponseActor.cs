using Orleans;

namespace Soc.Model.Response;

/// <summary>Who did or said something.</summary>
/// <param name="Name">A person's or a credential's name, at most <see cref="MaxNameLength"/> characters; compared without regard to case.</param>
/// <param name="Role">What he is at this client.</param>
[GenerateSerializer, Immutable, Alias("soc.ResponseActor")]
public sealed record ResponseActor([property: Id(0)] string Name, [property: Id(1)] ResponseRole Role)
{
    public const int MaxNameLength = 320;

    /// <summary>The engine itself.</summary>
    public static ResponseActor Engine { get; } = new("engine", ResponseRole.Engine);

    public bool IsPerson => Role is not (ResponseRole.Engine or ResponseRole.Agent);

    /// <summary>May agree to an action, and to a longer one.</summary>
    public bool MayApprove => Role is ResponseRole.Responder or ResponseRole.Admin;

    /// <summary>May stop or end an action.</summary>
    public bool MayEnd => Role is ResponseRole.Analyst or ResponseRole.Responder or ResponseRole.Admin;

    public bool IsSameAs(ResponseActor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);
    }
}
