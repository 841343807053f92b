using System.Collections.Immutable;

namespace Soc.Response.Connectors.Http;

/// <summary>
/// OAuth2 client credentials: a token is got, kept until shortly before its end, and got again when the product does not take it any more or the client's
/// secret was changed. Two calls at once may get one each, which does no harm.
/// </summary>
internal sealed class ClientCredentials(string tokenUrl, string clientId, SecretReference clientSecret, string? scope, TimeProvider time) : IProductCredential
{
    private const int DefaultLifeSeconds = 300;
    private const int EarlySeconds = 60;

    private Token? _token;

    public string Words => clientSecret.ToString();

    public async ValueTask AuthorizeAsync(HttpRequestMessage message, ProductCall call)
    {
        var secret = clientSecret.Read();
        call.Redactor.Add(secret);
        var token = Volatile.Read(ref _token);
        if (token is null || time.GetUtcNow() >= token.Until || !string.Equals(token.Secret, secret, StringComparison.Ordinal))
        {
            token = await GetAsync(secret, call);
            Volatile.Write(ref _token, token);
        }

        call.Redactor.Add(token.Text);
        message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token.Text}");
    }

    public bool Forget() => Interlocked.Exchange(ref _token, null) is not null;

    private async ValueTask<Token> GetAsync(string secret, ProductCall call)
    {
        var form = ImmutableArray.Create(("client_id", clientId), ("client_secret", secret), ("grant_type", "client_credentials"));
        if (scope is not null)
        {
            form = form.Add(("scope", scope));
        }

        var answer = await call.SendTokenRequestAsync(new ProductRequest(HttpMethod.Post, tokenUrl, "a client secret that is valid")
        {
            Body = string.Join('&', form.Select(f => $"{f.Item1}={Uri.EscapeDataString(f.Item2)}")),
            MediaType = "application/x-www-form-urlencoded",
            Accept = [400],
        });
        if (answer.Status == 400)
        {
            throw new ConnectorCallException(new CallFailure(CallEnd.NotAllowed, $"No token was given for the client's id and secret: renew {clientSecret}, or check tenant and client id."));
        }

        var json = answer.Json();
        if (json.Text("access_token") is not { Length: >= SecretReference.MinLength } text)
        {
            throw answer.Unreadable("a token");
        }

        call.Redactor.Add(text);
        var life = Math.Max(1, (json.Number("expires_in") ?? DefaultLifeSeconds) - EarlySeconds);
        return new Token(text, secret, time.GetUtcNow().AddSeconds(life));
    }

    private sealed record Token(string Text, string Secret, DateTimeOffset Until);
}
