using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Soc.Gateway.Tests.Fakes;

/// <summary>An OpenID Connect issuer on loopback: its metadata, its keys, and tokens that it signs.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "soc-api";

    private readonly WebApplication _app;
    private readonly RSA _rsa = RSA.Create(2048);

    private TestIssuer(WebApplication app) => _app = app;

    public string Authority { get; private set; } = "";

    public SecurityKey Key => new RsaSecurityKey(_rsa) { KeyId = "key-1" };

    public byte[] PublicKey => _rsa.ExportRSAPublicKey();

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var issuer = new TestIssuer(builder.Build());
        issuer._app.MapGet("/.well-known/openid-configuration", () => new { issuer = issuer.Authority, jwks_uri = $"{issuer.Authority}/keys" });
        issuer._app.MapGet("/keys", () =>
        {
            var key = issuer._rsa.ExportParameters(includePrivateParameters: false);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "key-1", n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) } } });
        });
        await issuer._app.StartAsync();
        issuer.Authority = issuer._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return issuer;
    }

    /// <summary>A good token of client "demo" with scope "read", unless told otherwise.</summary>
    public string Token(Action<SecurityTokenDescriptor>? change = null, params (string Type, string Value)[] claims)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Authority,
            Audience = Audience,
            IssuedAt = now.AddMinutes(-1),
            NotBefore = now.AddMinutes(-1),
            Expires = now.AddMinutes(10),
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
            Subject = new ClaimsIdentity((claims.Length == 0 ? [("sub", "anna"), ("soc_client", "demo"), ("scope", "openid read")] : claims).Select(c => new Claim(c.Type, c.Value))),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }
}
