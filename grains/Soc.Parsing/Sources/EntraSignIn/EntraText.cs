namespace Soc.Parsing.Sources.EntraSignIn;

/// <summary>Values that Entra writes where it means something else, or nothing.</summary>
internal static class EntraText
{
    private const string GuestMark = "#EXT#";
    private const string Nobody = "00000000-0000-0000-0000-000000000000";

    /// <summary>An object id in lower case; null for the id of nobody, which stands for an unknown user.</summary>
    public static string? ObjectId(string? id) => string.IsNullOrWhiteSpace(id) || id == Nobody || id.StartsWith('{') ? null : id.ToLowerInvariant();

    /// <summary>The text, or null where it was taken out ("{PII Removed}").</summary>
    public static string? Known(string? text) => string.IsNullOrWhiteSpace(text) || text.StartsWith("{PII", StringComparison.Ordinal) ? null : text;

    /// <summary>
    /// The address that a user principal name stands for: itself, or for a guest ("ines_partner.example#EXT#@tenant.example")
    /// the address at home; null where it is no address.
    /// </summary>
    public static string? Email(string? principalName)
    {
        if (principalName is null)
        {
            return null;
        }

        var mark = principalName.IndexOf(GuestMark, StringComparison.OrdinalIgnoreCase);
        if (mark < 0)
        {
            return principalName.Contains('@', StringComparison.Ordinal) ? principalName : null;
        }

        var home = principalName.AsSpan(0, mark);
        var at = home.LastIndexOf('_');
        return at <= 0 ? null : string.Concat(home[..at], "@", home[(at + 1)..]);
    }
}
