using Orleans;

namespace Soc.Model.Events;

/// <summary>A user as the source names him; identity resolution ties the names of one person together in <see cref="SecurityEvent.UserKey"/>.</summary>
[GenerateSerializer, Immutable, Alias("soc.UserIdentity")]
public sealed record UserIdentity
{
    /// <summary>As written by the source: UPN, DOMAIN\user, or a bare login.</summary>
    [Id(0)] public string? Name { get; init; }

    /// <summary>NetBIOS or DNS domain, when the source gives it apart from the name.</summary>
    [Id(1)] public string? Domain { get; init; }

    [Id(2)] public string? Email { get; init; }

    /// <summary>The directory's immutable id: Entra objectId, Okta user id, SID.</summary>
    [Id(3)] public string? Uid { get; init; }

    [Id(4)] public string? DisplayName { get; init; }

    /// <summary>True for service principals, machine accounts and managed identities.</summary>
    [Id(5)] public bool IsService { get; init; }
}
