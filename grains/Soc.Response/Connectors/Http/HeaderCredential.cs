using System.Text;

namespace Soc.Response.Connectors.Http;

/// <summary>A key, token or password that goes along with every request.</summary>
internal sealed class HeaderCredential(SecretReference secret, string header, Func<string, string> value) : IProductCredential
{
    public string Words => secret.ToString();

    public static HeaderCredential Bearer(SecretReference secret) => new(secret, "Authorization", s => $"Bearer {s}");

    public static HeaderCredential Basic(string user, SecretReference secret) =>
        new(secret, "Authorization", s => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{s}"))}");

    public ValueTask AuthorizeAsync(HttpRequestMessage message, ProductCall call)
    {
        var text = secret.Read();
        var whole = value(text);
        call.Redactor.Add(text);
        call.Redactor.Add(whole[(whole.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        message.Headers.TryAddWithoutValidation(header, whole);
        return ValueTask.CompletedTask;
    }

    public bool Forget() => false;
}
