namespace Soc.Parsing.Json;

/// <summary>
/// Finds the next object after JSON that broke. First by brackets, which a wrong word or a stray comma leaves in order; where
/// they are not, by the line, since each line of NDJSON begins anew and JSON text holds no raw line end. Linear: a bracket
/// that once was not closed is not looked for again.
/// </summary>
internal ref struct JsonResync(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private bool _bracketsAreLost;

    /// <summary>Passes over the broken object or junk at <paramref name="at"/>.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="end">The byte after it.</param>
    /// <returns>Where the next thing begins, or null when there is none.</returns>
    public int? AfterBroken(int at, out int end)
    {
        if (!_bracketsAreLost && _text[at] == (byte)'{')
        {
            if (TryMatch(at, out end) && (StartsNext(end) is not { } behind || _text[behind] is (byte)'{' or (byte)'}' or (byte)']'))
            {
                return After(end);
            }

            _bracketsAreLost = true;
        }

        end = at;
        while (_text[end..].IndexOf((byte)'\n') is >= 0 and var toLineEnd)
        {
            end += toLineEnd + 1;
            if (StartsNext(end) is { } next && _text[next] == (byte)'{')
            {
                return next;
            }
        }

        end = _text.Length;
        return null;
    }

    /// <summary>Where the next thing begins after a whole object that ended before <paramref name="end"/>; null when the list or the text ends.</summary>
    public readonly int? After(int end) => StartsNext(end) is { } next && _text[next] is not ((byte)']' or (byte)'}') ? next : null;

    private readonly int? StartsNext(int from)
    {
        var skipped = _text[from..].IndexOfAnyExcept(" \t\r\n,"u8);
        return skipped < 0 ? null : from + skipped;
    }

    /// <summary>The end of the object by its brackets; false when a string or a bracket is not closed.</summary>
    private readonly bool TryMatch(int at, out int end)
    {
        var depth = 0;
        for (end = at; end < _text.Length; end++)
        {
            switch (_text[end])
            {
                case (byte)'"':
                    if (!TrySkipString(ref end))
                    {
                        return false;
                    }

                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']' when --depth == 0:
                    end++;
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    private readonly bool TrySkipString(scoped ref int at)
    {
        while (true)
        {
            var found = _text[(at + 1)..].IndexOfAny("\"\\\n"u8);
            if (found < 0)
            {
                return false;
            }

            at += 1 + found;
            switch (_text[at])
            {
                case (byte)'"':
                    return true;
                case (byte)'\n':
                    return false;
                default:
                    at++;
                    break;
            }

            if (at >= _text.Length)
            {
                return false;
            }
        }
    }
}
