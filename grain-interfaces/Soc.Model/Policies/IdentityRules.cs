using Orleans;

namespace Soc.Model.Policies;

/// <summary>How the names of one person are tied together, beyond what is learned from the events.</summary>
[GenerateSerializer, Immutable, Alias("soc.IdentityRules")]
public sealed record IdentityRules
{
    public static readonly IdentityRules Default = new();

    /// <summary>NetBIOS or alias domain → the domain of the UPN ("corp" → "example.com").</summary>
    [Id(0)] public IReadOnlyDictionary<string, string> Domains { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Domain given to a bare login; null: learned.</summary>
    [Id(1)] public string? DefaultDomain { get; init; }

    /// <summary>Name → the person's main name ("akeller-adm" → "anna.keller@example.com").</summary>
    [Id(2)] public IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
