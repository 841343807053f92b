using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Soc.Gateway.Tests.Fakes;

namespace Soc.Gateway.Tests.Api;

/// <summary>Bearer tokens of a provider, beside API keys.</summary>
public sealed class OidcTests : IAsyncLifetime
{
    private TestIssuer _issuer = null!;
    private ProductHost _product = null!;

    public async ValueTask InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync();
        _product = await ProductHost.StartAsync(null, ("Soc:Oidc:Authority", _issuer.Authority), ("Soc:Oidc:Audience", TestIssuer.Audience));
    }

    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task ATokensClaims_SayWhichClientAndWhatItMayDo()
    {
        await _product.NewClientAsync("other", "read");
        (await GetAsync("/api/v1/clients/demo", _issuer.Token())).Status.ShouldBe(200);
        (await GetAsync("/api/v1/clients/other", _issuer.Token())).Status.ShouldBe(404);
        var (status, detail) = await SendAsync(HttpMethod.Put, "/api/v1/clients/demo", _issuer.Token());
        (status, detail.Contains("'write'", StringComparison.Ordinal)).ShouldBe((403, true));
        (await SendAsync(HttpMethod.Put, "/api/v1/clients/demo", _issuer.Token(null, ("sub", "anna"), ("soc_client", "demo"), ("roles", "read"), ("roles", "write")))).Status.ShouldBe(200);
        (await SendAsync(HttpMethod.Put, "/api/v1/clients/third", _issuer.Token(null, ("sub", "chief"), ("soc_client", "*"), ("scp", "read write")))).Status.ShouldBe(201);
        (await GetAsync("/api/v1/clients/other", _issuer.Token(null, ("sub", "chief"), ("soc_client", "*"), ("scp", "read")))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task ARole_StandsForItsScopes()
    {
        const string Verdict = "/api/v1/incidents/inc-00000000000000000000000000000000/verdict";
        const string Reset = "/api/v1/clients/demo/responses/reset";
        (await GetAsync("/api/v1/clients/demo", Of("client_viewer"))).Status.ShouldBe(200);
        (await SendAsync(HttpMethod.Post, Verdict, Of("client_viewer"))).Status.ShouldBe(403);
        (await SendAsync(HttpMethod.Post, Verdict, Of("analyst"))).Status.ShouldBe(404);
        (await SendAsync(HttpMethod.Post, Reset, Of("analyst"))).Status.ShouldBe(403);
        (await SendAsync(HttpMethod.Post, Reset, Of("responder"))).Status.ShouldBe(422, "it may, and does not say why");
        (await SendAsync(HttpMethod.Put, "/api/v1/clients/demo", Of("responder"))).Status.ShouldBe(403);
        (await SendAsync(HttpMethod.Put, "/api/v1/clients/demo", Of("admin"))).Status.ShouldBe(200);
        (await GetAsync("/api/v1/clients/demo", Of("agent"))).Status.ShouldBe(403);

        // A role stands in the claim for roles, and nowhere else.
        (await SendAsync(HttpMethod.Post, Verdict, _issuer.Token(null, ("sub", "anna"), ("soc_client", "demo"), ("scope", "read analyst")))).Status.ShouldBe(403);

        string Of(string role) => _issuer.Token(null, ("sub", "anna"), ("soc_client", "demo"), ("roles", role));
    }

    [Fact]
    public async Task KeysOfOurOwn_GoOnWorkingBeside()
    {
        (await GetAsync("/api/v1/clients/demo", ProductHost.AdminKey)).Status.ShouldBe(200);
        (await GetAsync("/api/v1/clients/demo", "soc_api_unknown")).Detail.ShouldContain("API key is unknown");
    }

    [Fact]
    public async Task WhatIsNotTheIssuersToken_ForThisApi_Now_IsRefusedWithTheReason()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        using var stranger = RSA.Create(2048);
        (string Name, string Token, string Words)[] bad =
        [
            ("issuer", _issuer.Token(t => t.Issuer = "https://login.example.net"), "another issuer"),
            ("audience", _issuer.Token(t => t.Audience = "another-api"), "another audience"),
            ("expired", _issuer.Token(t => (t.NotBefore, t.Expires) = (now.AddMinutes(-9), now.AddMinutes(-2))), "expired"),
            ("not yet", _issuer.Token(t => t.NotBefore = now.AddMinutes(5)), "not valid yet"),
            ("never expires", _issuer.Token(t => t.Expires = null), "exp"),
            ("key", _issuer.Token(t => t.SigningCredentials = new SigningCredentials(new RsaSecurityKey(stranger) { KeyId = "key-1" }, SecurityAlgorithms.RsaSha256)), "signature"),
            ("key id", _issuer.Token(t => t.SigningCredentials = new SigningCredentials(new RsaSecurityKey(stranger) { KeyId = "key-2" }, SecurityAlgorithms.RsaSha256)), "signature"),
            ("public key as secret", _issuer.Token(t => t.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(_issuer.PublicKey) { KeyId = "key-1" }, SecurityAlgorithms.HmacSha256)), "signature"),
            ("unsigned", _issuer.Token(t => t.SigningCredentials = null), "signature"),
            ("no client", _issuer.Token(null, ("sub", "anna"), ("scope", "read")), "soc_client"),
            ("two clients", _issuer.Token(null, ("sub", "anna"), ("soc_client", "demo"), ("soc_client", "other"), ("scope", "read")), "soc_client"),
            ("no subject", _issuer.Token(null, ("soc_client", "demo"), ("scope", "read")), "sub"),
            ("no signature of his", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.AAAA", "signature"),
            ("no token", "eyJhbGciOiJSUzI1NiJ9.!!!.AAAA", "cannot be read"),
        ];
        foreach (var (name, token, words) in bad)
        {
            var (status, detail) = await GetAsync("/api/v1/clients/demo", token);
            status.ShouldBe(401, name);
            detail.ShouldContain(words, Case.Sensitive, name);
        }
    }

    [Fact]
    public async Task AChangedPayload_IsRefused()
    {
        var parts = _issuer.Token().Split('.');
        var forged = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("\"demo\"", "\"*\"", StringComparison.Ordinal));
        (await GetAsync("/api/v1/clients", $"{parts[0]}.{forged}.{parts[2]}")).Status.ShouldBe(401);
    }

    [Theory]
    [InlineData("http://login.example.com", "soc", "https")]
    [InlineData("login.example.com", "soc", "https")]
    [InlineData("https://login.example.com", "", "Audience")]
    public async Task SettingsThatMakeNoSense_StopTheStart(string authority, string audience, string words)
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => ProductHost.StartAsync(null, ("Soc:Oidc:Authority", authority), ("Soc:Oidc:Audience", audience)));
        failure.Message.ShouldContain(words);
    }

    [Fact]
    public async Task AProviderThatIsAway_IsSaid_AndKeysStillWork()
    {
        await using var alone = await ProductHost.StartAsync(null, ("Soc:Oidc:Authority", "http://127.0.0.1:1"), ("Soc:Oidc:Audience", TestIssuer.Audience));
        var (status, problem) = await alone.AskAsync(HttpMethod.Get, "/api/v1/clients", null, _issuer.Token());
        status.ShouldBe(503);
        problem!.Value.GetProperty("detail").GetString()!.ShouldContain("cannot be read just now");
        (await alone.AskAsync(HttpMethod.Get, "/api/v1/clients")).Status.ShouldBe(200);
    }

    private Task<(int Status, string Detail)> GetAsync(string path, string token) => SendAsync(HttpMethod.Get, path, token);

    private async Task<(int Status, string Detail)> SendAsync(HttpMethod method, string path, string token)
    {
        var (status, body) = await _product.AskAsync(method, path, method == HttpMethod.Get ? null : new { }, token);
        return (status, body is { } json && json.TryGetProperty("detail", out var detail) ? detail.GetString()! : "");
    }
}
