using Orleans;

namespace Soc.Model.Policies;

/// <summary>When a rule holds, on the clock of the client's zone.</summary>
/// <param name="When">One of <see cref="Names"/>.</param>
/// <param name="From">First minute of the night, 0–1439; null: when work ends. Only with <see cref="Night"/>.</param>
/// <param name="To">Minute at which the night is over, 0–1439; null: when work begins. Only with <see cref="Night"/>.</param>
[GenerateSerializer, Immutable, Alias("soc.RuleHours")]
public sealed record RuleHours(
    [property: Id(0)] string When,
    [property: Id(1)] int? From,
    [property: Id(2)] int? To)
{
    public const string AnyTime = "any";

    /// <summary>In the client's working hours.</summary>
    public const string Working = "working";

    /// <summary>Outside of them; days without work and holidays are outside.</summary>
    public const string Outside = "outside";

    /// <summary>Between two minutes of the clock; days without work and holidays are night the whole day.</summary>
    public const string Night = "night";

    public static readonly RuleHours Any = new(AnyTime, null, null);

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [AnyTime, Working, Outside, Night];
}
