using System.Text;
using Soc.Gateway.Auth;

namespace Soc.Gateway.Ingest.Hec;

/// <summary>Reads the Authorization header: <c>Splunk token</c>, <c>Bearer token</c>, or Basic with the token as password.</summary>
public static class HecAuthorization
{
    /// <summary>The client of the token, or the reply that refuses it.</summary>
    public static (Credential? Credential, HecReply? Refusal) Authenticate(CredentialDirectory credentials, string? header)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (string.IsNullOrWhiteSpace(header))
        {
            return (null, HecReply.TokenRequired);
        }

        if (TokenOf(header) is not { } token)
        {
            return (null, HecReply.InvalidAuthorization);
        }

        if (token.Length == 0)
        {
            return (null, HecReply.TokenRequired);
        }

        var result = credentials.Authenticate(CredentialKinds.Hec, token);
        return result.Status switch
        {
            AuthenticationStatus.Ok when result.Credential!.Has(CredentialScopes.Ingest) => (result.Credential, null),
            AuthenticationStatus.Disabled or AuthenticationStatus.Expired => (null, HecReply.TokenDisabled),
            _ => (null, HecReply.InvalidToken),
        };
    }

    /// <summary>The token, empty when there is a scheme and nothing else, or null when the header is malformed.</summary>
    private static string? TokenOf(string header)
    {
        var text = header.AsSpan().Trim();
        var space = text.IndexOf(' ');
        var scheme = space < 0 ? text : text[..space];
        var rest = space < 0 ? [] : text[space..].Trim();
        if (scheme.Equals("Splunk", StringComparison.OrdinalIgnoreCase) || scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return rest.Contains(' ') ? null : rest.ToString();
        }

        return scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? PasswordOf(rest) : null;
    }

    private static string? PasswordOf(ReadOnlySpan<char> base64)
    {
        if (base64.Length > 4 * Secrets.MaxLength)
        {
            return null;
        }

        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64Chars(base64, bytes, out var length))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }
}
