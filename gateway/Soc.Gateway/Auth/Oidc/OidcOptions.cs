namespace Soc.Gateway.Auth.Oidc;

/// <summary>Configuration section "Soc:Oidc": bearer tokens of an identity provider beside API keys. Off without an authority.</summary>
public sealed record OidcOptions
{
    public const string Section = "Soc:Oidc";

    /// <summary>Issuer's address; its keys are read from <c>/.well-known/openid-configuration</c> below it. HTTPS, but for loopback.</summary>
    public string? Authority { get; init; }

    /// <summary>The audience that a token must be for: the id of this API at the provider.</summary>
    public string? Audience { get; init; }

    /// <summary>Claim that names the one client whose objects the token may touch; "*" for all clients.</summary>
    public string ClientClaim { get; init; } = "soc_client";

    /// <summary>Claims that hold scopes, separated by blanks or repeated; words that are no scope of this API are passed over.</summary>
    public string[] ScopeClaims { get; init; } = ["scope", "scp", "roles"];

    /// <summary>Claim that holds roles: client_viewer, analyst, responder, admin. Words that are none are passed over.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>How far the provider's clock may differ, seconds, 0–300.</summary>
    public int ClockSkewSeconds { get; init; } = 60;

    public bool IsEnabled => !string.IsNullOrWhiteSpace(Authority);

    /// <exception cref="InvalidOperationException">The settings make no sense; the message says what to change.</exception>
    public void Check()
    {
        if (!IsEnabled)
        {
            return;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            throw new InvalidOperationException($"{Section}:Authority is '{Authority}': give the https address of the issuer, such as https://login.example.com/realms/soc.");
        }

        if (string.IsNullOrWhiteSpace(Audience))
        {
            throw new InvalidOperationException($"{Section}:Audience is missing: without it a token for any other service of the issuer would be taken. Give the id of this API at the provider.");
        }

        if (ClockSkewSeconds is < 0 or > 300)
        {
            throw new InvalidOperationException($"{Section}:ClockSkewSeconds is {ClockSkewSeconds}: use 0 to 300.");
        }
    }
}
