using System.Runtime.InteropServices;

namespace Soc.Gateway.Ingest.Identity;

/// <summary>A user's name taken apart; all parts lower case.</summary>
/// <param name="Kind">Its form.</param>
/// <param name="Local">Login or local part.</param>
/// <param name="Domain">Domain or suffix; empty for a bare login.</param>
/// <param name="Text">The whole in one spelling: local@suffix, domain\login, or login.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UserName(UserNameKind Kind, string Local, string Domain, string Text)
{
    private const int MaxLength = 320;
    private const string GuestMark = "#ext#@";

    /// <summary>What sources write where no user is; "pre-logon" is GlobalProtect's tunnel of the machine before anybody signs in.</summary>
    private static readonly HashSet<string> Placeholders = new(StringComparer.Ordinal)
    {
        "-", "n/a", "na", "none", "null", "(null)", "unknown", "(unknown)", "(empty_user)", "not available", "undefined", "pre-logon",
    };

    public static UserName None => new(UserNameKind.None, "", "", "");

    /// <summary>Reads a name, with the domain that the source may give apart from it.</summary>
    public static UserName Parse(string? name, string? domain)
    {
        if (Clean(name) is not { } text)
        {
            return None;
        }

        var guest = text.IndexOf(GuestMark, StringComparison.Ordinal);
        if (guest > 0)
        {
            return Guest(text[..guest]);
        }

        var slash = text.LastIndexOf('\\');
        if (slash >= 0)
        {
            // Exporters double the backslash once or twice.
            return InDomain(text[(slash + 1)..], text[..slash].TrimEnd('\\'));
        }

        var at = text.LastIndexOf('@');
        if (at > 0 && at < text.Length - 1)
        {
            return Upn(UserNameKind.Upn, text[..at], text[(at + 1)..]);
        }

        return InDomain(at == text.Length - 1 ? text[..at] : text, Clean(domain) ?? "");
    }

    /// <summary>A name of this form.</summary>
    public static UserName Upn(UserNameKind kind, string local, string suffix) => new(kind, local, suffix, $"{local}@{suffix}");

    private static UserName Guest(string home)
    {
        // anna.keller_partner.example: the last underscore stands for the at sign, since domains have none.
        var at = home.LastIndexOf('_');
        return at > 0 && at < home.Length - 1
            ? Upn(UserNameKind.Guest, home[..at], home[(at + 1)..])
            : new(UserNameKind.Bare, home, "", home);
    }

    private static UserName InDomain(string login, string domain)
    {
        if (login.Length == 0 || Placeholders.Contains(login))
        {
            return None;
        }

        var text = domain.Length == 0 || domain == "." ? login : $"{domain}\\{login}";
        if (login[^1] == '$' && login.Length > 1)
        {
            return new(UserNameKind.Machine, login, domain, text);
        }

        return text.Length == login.Length ? new(UserNameKind.Bare, login, "", login) : new(UserNameKind.Domain, login, domain, text);
    }

    private static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var cut = text.Trim();
        cut = (cut.Length > MaxLength ? cut[..MaxLength] : cut).ToLowerInvariant();
        return Placeholders.Contains(cut) ? null : cut;
    }
}
