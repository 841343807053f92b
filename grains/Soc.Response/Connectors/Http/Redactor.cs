using System.Net;
using System.Text;
using System.Text.Json;

namespace Soc.Response.Connectors.Http;

/// <summary>Takes secrets out of texts, also where they are written in another way: a product may repeat what it was sent.</summary>
internal sealed class Redactor
{
    public const string Mark = "***";

    /// <summary>Of one call: a key or client's secret, its token, and what was there before a rotation, each in several writings.</summary>
    public const int MaxSecrets = 64;

    private readonly List<string> _secrets = [];

    public void Add(string secret)
    {
        string[] writings =
        [
            secret,
            Uri.EscapeDataString(secret),
            WebUtility.UrlEncode(secret),
            WebUtility.HtmlEncode(secret),
            JsonEncodedText.Encode(secret).ToString(),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        ];
        foreach (var writing in writings)
        {
            if (!_secrets.Contains(writing, StringComparer.Ordinal) && _secrets.Count < MaxSecrets)
            {
                _secrets.Add(writing);
            }
        }

        // A longer writing first: one secret may be a part of another.
        _secrets.Sort((a, b) => b.Length.CompareTo(a.Length));
    }

    public string Clean(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, Mark, StringComparison.OrdinalIgnoreCase);
        }

        return text;
    }
}
