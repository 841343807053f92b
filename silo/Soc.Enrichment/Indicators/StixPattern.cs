using System.Text;

namespace Soc.Enrichment.Indicators;

/// <summary>
/// The simple patterns that feeds use: one observable compared with a value (=, IN, ISSUBSET), joined by OR, in one or more
/// brackets (STIX 2.1, part 9). Anything else gives nothing, rather than half of what it means.
/// </summary>
internal ref struct StixPattern
{
    /// <summary>Most values of one pattern.</summary>
    public const int MaxValues = 10_000;

    private const int MaxLength = 1_000_000;

    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private StixPattern(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The values that the pattern lists; empty when it is not simple.</summary>
    public static IReadOnlyList<string> Values(ReadOnlySpan<char> pattern)
    {
        if (pattern.Length > MaxLength)
        {
            return [];
        }

        var reader = new StixPattern(pattern);
        var values = new List<string>();
        return reader.ReadObservations(values) && values.Count <= MaxValues ? values : [];
    }

    private bool ReadObservations(List<string> values)
    {
        do
        {
            if (!Take("[") || !ReadComparisons(values) || !Take("]"))
            {
                return false;
            }
        }
        while (Take("OR"));
        SkipBlanks();
        return _at == _text.Length;
    }

    private bool ReadComparisons(List<string> values)
    {
        do
        {
            if (!TakePath())
            {
                return false;
            }

            var isRead = Take("IN") ? ReadSet(values) : (Take("=") || Take("ISSUBSET")) && ReadLiteral(values);
            if (!isRead)
            {
                return false;
            }
        }
        while (Take("OR"));
        return true;
    }

    private bool ReadSet(List<string> values)
    {
        if (!Take("("))
        {
            return false;
        }

        do
        {
            if (!ReadLiteral(values))
            {
                return false;
            }
        }
        while (Take(","));
        return Take(")");
    }

    private bool ReadLiteral(List<string> values)
    {
        if (!Take("'"))
        {
            return false;
        }

        var value = new StringBuilder();
        for (; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case '\\' when _at + 1 < _text.Length:
                    value.Append(_text[++_at]);
                    break;
                case '\'':
                    _at++;
                    values.Add(value.ToString());
                    return true;
                default:
                    value.Append(_text[_at]);
                    break;
            }
        }

        return false;
    }

    private bool TakePath()
    {
        SkipBlanks();
        var rest = _text[_at..];
        var end = rest.IndexOfAny(" \t\r\n=");
        if (end <= 0)
        {
            return false;
        }

        var isKnown = rest[..end] is
            "ipv4-addr:value" or "ipv6-addr:value" or "domain-name:value" or "url:value"
            or "file:hashes.'SHA-256'" or "file:hashes.\"SHA-256\"" or "file:hashes.SHA256" or "file:hashes.'SHA256'"
            or "file:hashes.MD5" or "file:hashes.'MD5'" or "file:hashes.\"MD5\"";
        _at += end;
        return isKnown;
    }

    private bool Take(string token)
    {
        SkipBlanks();
        var rest = _text[_at..];
        var isWord = char.IsLetter(token[0]);
        if (!rest.StartsWith(token, isWord ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
            || (isWord && rest.Length > token.Length && char.IsLetterOrDigit(rest[token.Length])))
        {
            return false;
        }

        _at += token.Length;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}
