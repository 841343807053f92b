namespace Soc.Gateway.Auth;

/// <summary>What a route asks of its caller.</summary>
/// <param name="Scope">See <see cref="CredentialScopes"/>.</param>
/// <param name="ClientMayBeNew">The route can make the client that its path names.</param>
internal sealed record RequiredScope(string Scope, bool ClientMayBeNew = false);
