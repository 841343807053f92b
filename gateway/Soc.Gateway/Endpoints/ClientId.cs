namespace Soc.Gateway.Endpoints;

/// <summary>What a client id may look like: it stands in keys, paths and metrics of others.</summary>
internal static class ClientId
{
    public const int MaxLength = 63;

    public static bool IsValid(string id) =>
        id.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(id[0])
        && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');
}
