using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Soc.Response.Escalation;

/// <summary>
/// What a link in a message carries, so that whoever has the message may say that he has the incident, and nothing else: client, incident and reader,
/// until a time, signed by HMAC-SHA256 (RFC 2104). Opening the link shows a page; only its button acts.
/// </summary>
/// <param name="key">Of the installation, at least 32 bytes.</param>
public sealed class AcknowledgeTokens(byte[] key)
{
    /// <summary>Longer texts are no tokens.</summary>
    public const int MaxTokenLength = 1_024;

    private const char Between = '\n';
    private const char BeforeSignature = '.';

    private readonly byte[] _key = key is { Length: >= 32 } ? key : throw new ArgumentException("The key must have 32 bytes or more.", nameof(key));

    /// <param name="untilMs">When it ends, ms since the epoch.</param>
    public string Create(string client, string incidentId, string who, long untilMs)
    {
        foreach (var part in (string[])[client, incidentId, who])
        {
            if (part.Contains(Between, StringComparison.Ordinal))
            {
                throw new ArgumentException($"'{part}' cannot be in a token.", nameof(client));
            }
        }

        var body = Encoding.UTF8.GetBytes(string.Join(Between, client, incidentId, who, untilMs.ToString(CultureInfo.InvariantCulture)));
        return Base64Url.EncodeToString(body) + BeforeSignature + Base64Url.EncodeToString(HMACSHA256.HashData(_key, body));
    }

    /// <returns>False when it is not ours, was changed, or is over; which of them, nobody is told.</returns>
    public bool TryRead(string? token, long nowMs, out string client, out string incidentId, out string who)
    {
        client = incidentId = who = "";
        var dot = token is { Length: <= MaxTokenLength } ? token.IndexOf(BeforeSignature, StringComparison.Ordinal) : -1;
        if (dot <= 0 || !Base64Url.IsValid(token.AsSpan(0, dot)) || !Base64Url.IsValid(token.AsSpan(dot + 1)))
        {
            return false;
        }

        var body = Base64Url.DecodeFromChars(token.AsSpan(0, dot));
        var signature = Base64Url.DecodeFromChars(token.AsSpan(dot + 1));
        if (!CryptographicOperations.FixedTimeEquals(signature, HMACSHA256.HashData(_key, body)))
        {
            return false;
        }

        var parts = Encoding.UTF8.GetString(body).Split(Between);
        if (parts.Length != 4 || !long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var untilMs) || nowMs >= untilMs)
        {
            return false;
        }

        (client, incidentId, who) = (parts[0], parts[1], parts[2]);
        return true;
    }
}
