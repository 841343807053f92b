using Orleans;

namespace Soc.Model.Policies;

/// <summary>By whose right a client's rules act: whoever last changed what may be done.</summary>
/// <param name="CredentialId">Public id of his credential.</param>
/// <param name="IsKnownHere">It is one of the installation's own credentials, so that it can be asked whether he still has the right; an identity provider's people cannot be asked for.</param>
[GenerateSerializer, Immutable, Alias("soc.PolicyAuthor")]
public sealed record PolicyAuthor([property: Id(0)] string CredentialId, [property: Id(1)] bool IsKnownHere);
