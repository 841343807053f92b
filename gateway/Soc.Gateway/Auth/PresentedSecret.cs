using System.Net.Http.Headers;
using System.Text;

namespace Soc.Gateway.Auth;

/// <summary>The secret of a request, for programs that can say it in one way only.</summary>
internal static class PresentedSecret
{
    private const string Basic = "Basic";
    private const string Bearer = "Bearer";

    // Of Basic: a user of any name beside the secret.
    private const int MaxBasicLength = 2 * Secrets.MaxLength;

    /// <summary>What stands after "Bearer", or the password of "Basic"; empty when there is nothing of the kind.</summary>
    public static string Of(HttpRequest request) =>
        !AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var said) || said.Parameter is not { } parameter ? ""
        : string.Equals(said.Scheme, Basic, StringComparison.OrdinalIgnoreCase) ? PasswordOf(parameter)
        : string.Equals(said.Scheme, Bearer, StringComparison.OrdinalIgnoreCase) ? parameter.Trim()
        : "";

    private static string PasswordOf(string parameter)
    {
        var bytes = new byte[MaxBasicLength];
        if (!Convert.TryFromBase64String(parameter, bytes, out var length))
        {
            return "";
        }

        var text = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        return text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }
}
