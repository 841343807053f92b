using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using Soc.Gateway.Endpoints;

namespace Soc.Gateway.Auth.Oidc;

/// <summary>Bearer tokens that an OpenID Connect provider signed.</summary>
internal static class OidcAuthentication
{
    public const string SchemeName = "Oidc";

    // Only keys that the issuer alone holds: a shared secret, or none, is not taken whatever the token's header says.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Three base64url parts of which the first is a JSON object: a token of a provider, not one of our keys.</summary>
    public static bool LooksLikeToken(string secret) => secret.StartsWith("eyJ", StringComparison.Ordinal) && secret.AsSpan().Count('.') == 2;

    public static AuthenticationBuilder AddOidc(this AuthenticationBuilder builder, OidcOptions options) => builder.AddJwtBearer(SchemeName, jwt =>
    {
        jwt.Authority = options.Authority;
        jwt.Audience = options.Audience;
        jwt.RequireHttpsMetadata = !new Uri(options.Authority!).IsLoopback;
        jwt.BackchannelTimeout = TimeSpan.FromSeconds(10);
        jwt.MapInboundClaims = false;
        jwt.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = options.Audience,
            ValidAlgorithms = Algorithms,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = TimeSpan.FromSeconds(options.ClockSkewSeconds),
            NameClaimType = "sub",
        };
        jwt.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                var (credential, problem) = OidcCredential.Of(context.Principal!, new DateTimeOffset(context.SecurityToken.ValidTo, TimeSpan.Zero), options);
                if (credential is null)
                {
                    context.Fail(new SecurityTokenException(problem));
                }
                else
                {
                    context.HttpContext.Features.Set(credential);
                }

                return Task.CompletedTask;
            },
            OnChallenge = async context =>
            {
                context.HandleResponse();
                if (context.AuthenticateFailure is not null && !await CanCheckAsync(context.Options, context.HttpContext.RequestAborted))
                {
                    // The token may be good: its holder should come again rather than throw it away.
                    context.Response.Headers.RetryAfter = "30";
                    await Problems.Unavailable($"The keys of {options.Authority} cannot be read just now, so that no token can be checked. Try again, or use an API key.").ExecuteAsync(context.HttpContext);
                    return;
                }

                await Unauthorized.WriteAsync(context.HttpContext, SentenceFor(context.AuthenticateFailure, options));
            },
        };
    });

    /// <summary>The provider's keys are known; a look at what is cached, unless they never could be read.</summary>
    private static async Task<bool> CanCheckAsync(JwtBearerOptions jwt, CancellationToken cancellationToken)
    {
        try
        {
            return jwt.ConfigurationManager is { } keys && (await keys.GetConfigurationAsync(cancellationToken)).SigningKeys.Count > 0;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string SentenceFor(Exception? failure, OidcOptions options) => failure switch
    {
        SecurityTokenExpiredException => "The token is expired: ask the provider for a new one.",
        SecurityTokenNotYetValidException => "The token is not valid yet: compare the clocks of the provider and of this machine.",
        SecurityTokenInvalidAudienceException => $"The token is for another audience; this API is '{options.Audience}'.",
        SecurityTokenInvalidIssuerException => $"The token is of another issuer than {options.Authority}.",
        SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException =>
            "The token's signature is none of the issuer's.",
        SecurityTokenNoExpirationException => "The token never expires: this API takes only tokens with 'exp'.",
        SecurityTokenException { Message: var text } when text.StartsWith("The token ", StringComparison.Ordinal) => text,
        _ => "The token cannot be read.",
    };
}
