using System.Text.RegularExpressions;

namespace Soc.Enrichment.Indicators;

/// <summary>The simple patterns that feeds use: comparisons of one observable with a value, joined by OR. Anything else gives nothing, rather than half of what it means.</summary>
internal static partial class StixPattern
{
    private const int MaxLength = 16_384;

    public static IReadOnlyList<string> Values(string pattern)
    {
        if (pattern.Length is 0 or > MaxLength || Forbidden().IsMatch(Literal().Replace(pattern, "''")))
        {
            return [];
        }

        return [.. Comparison().Matches(pattern).Select(m => m.Groups["value"].Value.Replace("\\'", "'", StringComparison.Ordinal))];
    }

    [GeneratedRegex(@"(?:ipv4-addr:value|ipv6-addr:value|domain-name:value|url:value|file:hashes\.(?:'SHA-256'|'MD5'|MD5|SHA256|""SHA-256""))\s*=\s*'(?<value>(?:[^'\\]|\\.)*)'", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"'(?:[^'\\]|\\.)*'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\b(AND|NOT|FOLLOWEDBY|WITHIN|REPEATS|LIKE|MATCHES)\b|!=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Forbidden();
}
