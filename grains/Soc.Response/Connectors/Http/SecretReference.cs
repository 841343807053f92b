using System.Text.Json.Serialization;

namespace Soc.Response.Connectors.Http;

/// <summary>
/// Where a secret is (<c>env:NAME</c> or <c>file:/path</c>), never the secret. It is read at each use, so that whoever changes it need not restart anything;
/// a Kubernetes secret is either of the two.
/// </summary>
[JsonConverter(typeof(SecretReferenceConverter))]
internal sealed record SecretReference
{
    /// <summary>A shorter one is a mistake: taking it out of texts would leave holes everywhere.</summary>
    public const int MinLength = 8;

    public const int MaxFileSizeBytes = 65_536;

    private const string EnvironmentScheme = "env:";
    private const string FileScheme = "file:";

    private readonly string _text;

    private SecretReference(string text) => _text = text;

    /// <summary>Null when it is no reference. What was given instead may be the secret itself, and is not repeated anywhere.</summary>
    public static SecretReference? TryParse(string? text) =>
        text is not null
        && ((text.StartsWith(EnvironmentScheme, StringComparison.Ordinal) && text.Length > EnvironmentScheme.Length)
            || (text.StartsWith(FileScheme, StringComparison.Ordinal) && Path.IsPathRooted(text[FileScheme.Length..])))
            ? new SecretReference(text)
            : null;

    /// <exception cref="ConnectorCallException">It is not there, or makes no sense; the message names the reference.</exception>
    public string Read()
    {
        var secret = (_text.StartsWith(EnvironmentScheme, StringComparison.Ordinal)
            ? Environment.GetEnvironmentVariable(_text[EnvironmentScheme.Length..])
            : ReadFile(_text[FileScheme.Length..]))?.Trim();
        if (string.IsNullOrEmpty(secret))
        {
            throw Unavailable("is not set or empty");
        }

        return secret.Length < MinLength ? throw Unavailable($"has fewer than {MinLength} characters")
            : secret.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0 ? throw Unavailable("has control characters in it")
            : secret;
    }

    /// <summary>The reference, for people.</summary>
    public override string ToString() => _text;

    private string? ReadFile(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return !file.Exists ? null : file.Length <= MaxFileSizeBytes ? File.ReadAllText(path) : throw Unavailable("is too large to be a secret");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unavailable("cannot be read");
        }
    }

    private ConnectorCallException Unavailable(string why) => new(new CallFailure(CallEnd.NoSecret, $"The secret {_text} {why}."));
}
