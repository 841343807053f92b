using Orleans;
using Soc.Model.Entities;

namespace Soc.Model.Response;

/// <summary>Whom an action is against, with every name by which a product may know him. What is not known is null.</summary>
[GenerateSerializer, Immutable, Alias("soc.ContainmentTarget")]
public sealed record ContainmentTarget
{
    /// <summary>A user, device, address or domain; for the reset of one connection the address that is not the client's.</summary>
    [Id(0)] public required EntityKind Kind { get; init; }

    /// <summary>Value of the entity's key ("anna.keller@example.com", "198.51.100.7").</summary>
    [Id(1)] public required string Value { get; init; }

    /// <summary>Address, as RFC 5952 writes it; of <see cref="ContainmentAction.BlockAddress"/> perhaps a network ("198.51.100.0/28").</summary>
    [Id(2)] public string? Ip { get; init; }

    /// <summary>Hardware address, "aa:bb:cc:dd:ee:ff".</summary>
    [Id(3)] public string? Mac { get; init; }

    [Id(4)] public string? HostName { get; init; }

    /// <summary>The user principal name, or whatever the client's identity provider knows the user by.</summary>
    [Id(5)] public string? UserName { get; init; }

    [Id(6)] public string? Domain { get; init; }

    /// <summary>The connection that is to be broken off; null when all of the target's are meant.</summary>
    [Id(7)] public TargetConnection? Connection { get; init; }

    /// <summary>For people: "user anna.keller@example.com".</summary>
    public string Words => $"{EntityKey.KindName(Kind)} {Value}";
}
