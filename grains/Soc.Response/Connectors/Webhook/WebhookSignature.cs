using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Soc.Response.Connectors.Webhook;

/// <summary>Signs as Standard Webhooks says: HMAC-SHA256 of id, time and body.</summary>
internal static class WebhookSignature
{
    public const string SecretPrefix = "whsec_";

    /// <summary>Value of the header <c>webhook-signature</c>.</summary>
    public static string Of(string secret, string id, long timestampSeconds, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{id}.{timestampSeconds}.{body}");
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Key(secret), Encoding.UTF8.GetBytes(signed)))}";
    }

    private static byte[] Key(string secret)
    {
        var text = secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret;
        var bytes = new byte[text.Length];
        return secret.StartsWith(SecretPrefix, StringComparison.Ordinal) && Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : Encoding.UTF8.GetBytes(secret);
    }
}
