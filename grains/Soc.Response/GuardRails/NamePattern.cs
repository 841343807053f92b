using System.IO.Enumeration;

namespace Soc.Response.GuardRails;

/// <summary>Names with stars.</summary>
internal static class NamePattern
{
    /// <summary>Without regard to case; a star stands for any text.</summary>
    public static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(Escape(pattern.Trim()), name, ignoreCase: true);

    /// <summary>Without regard to case; a star stands for any text, a question mark for one character.</summary>
    public static bool Fits(string pattern, string name) => FileSystemName.MatchesSimpleExpression(EscapeBackslash(pattern), name, ignoreCase: true);

    /// <summary>Of an account: its whole name, or what stands before the domain or after it ("anna@example.com", "EXAMPLE\anna").</summary>
    public static bool MatchesAccount(string pattern, string name) =>
        Matches(pattern, name)
        || (name.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && Matches(pattern, name[..at]))
        || (name.LastIndexOf('\\') is >= 0 and var slash && Matches(pattern, name[(slash + 1)..]));

    // Only the star is special: a backslash before a domain's account is itself, and so is a question mark.
    private static string Escape(string pattern) => EscapeBackslash(pattern).Replace("?", "\\?", StringComparison.Ordinal);

    private static string EscapeBackslash(string pattern) => pattern.Replace("\\", "\\\\", StringComparison.Ordinal);
}
