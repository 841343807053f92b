using Microsoft.AspNetCore.Authentication;
using Soc.Gateway.Auth.Oidc;
using Soc.Gateway.Feeds;

namespace Soc.Gateway.Auth;

/// <summary>Who may call the API: API keys, and the tokens of a provider where one is configured.</summary>
internal static class ApiAuthentication
{
    /// <summary>For what only reads and is read by office programs: a bearer as everywhere, or the key as a password.</summary>
    public const string KeyOrPassword = "KeyOrPassword";

    private const string SchemeName = "Bearer";

    public static IServiceCollection AddApiAuthentication(this IServiceCollection services, IConfiguration configuration)
    {
        var oidc = configuration.GetSection(OidcOptions.Section).Get<OidcOptions>() ?? new OidcOptions();
        oidc.Check();
        var builder = services
            .AddAuthentication(SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, FeedKeyHandler>(FeedKeyHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, PasswordKeyHandler>(PasswordKeyHandler.SchemeName, null)
            .AddPolicyScheme(KeyOrPassword, null, o => o.ForwardDefaultSelector = http =>
                OidcAuthentication.LooksLikeToken(ApiKeyHandler.SecretOf(http.Request)) ? SchemeName : PasswordKeyHandler.SchemeName)
            .AddPolicyScheme(SchemeName, null, o => o.ForwardDefaultSelector = http =>
                oidc.IsEnabled && OidcAuthentication.LooksLikeToken(ApiKeyHandler.SecretOf(http.Request)) ? OidcAuthentication.SchemeName : ApiKeyHandler.SchemeName);
        if (oidc.IsEnabled)
        {
            builder.AddOidc(oidc);
        }

        return services.AddAuthorization();
    }
}
