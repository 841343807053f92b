namespace Soc.Parsing.Text;

/// <summary>
/// Reads <c>key=value key="value with spaces"</c>; pairs may also be set apart by commas, semicolons or bars. Forward only, by position.
/// </summary>
internal ref struct PairReader
{
    private const int MaxKeyBytes = 48;

    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _bareValuesHoldSpaces;
    private int _position;

    /// <param name="bareValuesHoldSpaces">A value without quotes runs on to the next key, instead of to the next space.</param>
    public PairReader(ReadOnlySpan<byte> text, bool bareValuesHoldSpaces)
    {
        _text = text;
        _bareValuesHoldSpaces = bareValuesHoldSpaces;
    }

    public bool TryRead(out ReadOnlySpan<byte> key, out Slice value)
    {
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (!IsKeyByte(c))
            {
                _position++;
                continue;
            }

            var length = KeyLength(_text[_position..]);
            if (length == 0)
            {
                SkipWord();
                continue;
            }

            key = _text.Slice(_position, length);
            _position += length + 1;
            value = ReadValue();
            return true;
        }

        key = default;
        value = default;
        return false;
    }

    /// <summary>Length of a key that '=' follows, or 0.</summary>
    public static int KeyLength(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && length <= MaxKeyBytes && IsKeyByte(text[length]))
        {
            length++;
        }

        return length is > 0 and <= MaxKeyBytes && length < text.Length && text[length] == '=' ? length : 0;
    }

    private static bool IsKeyByte(byte c) => char.IsAsciiLetterOrDigit((char)c) || c is (byte)'_' or (byte)'-' or (byte)'.';

    private void SkipWord()
    {
        while (_position < _text.Length && IsKeyByte(_text[_position]))
        {
            _position++;
        }
    }

    private Slice ReadValue()
    {
        if (_position < _text.Length && _text[_position] is (byte)'"' or (byte)'\'')
        {
            return ReadQuoted(_text[_position]);
        }

        var start = _position;
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                var next = _position + 1;
                while (next < _text.Length && _text[next] == ' ')
                {
                    next++;
                }

                if (!_bareValuesHoldSpaces || next >= _text.Length || KeyLength(_text[next..]) > 0)
                {
                    break;
                }
            }
            else if (c is (byte)',' or (byte)';' or (byte)'|' && (_position + 1 == _text.Length || _text[_position + 1] == ' ' || KeyLength(_text[(_position + 1)..]) > 0))
            {
                break;
            }

            _position++;
        }

        return new Slice(start, _position - start);
    }

    private Slice ReadQuoted(byte quote)
    {
        var start = ++_position;
        var escaped = false;
        var end = start;
        while (end < _text.Length)
        {
            var found = _text[end..].IndexOfAny(quote, (byte)'\\');
            if (found < 0)
            {
                return Unterminated();
            }

            end += found;
            if (_text[end] == '\\')
            {
                escaped = true;

                // A backslash that ends the value ("CORP\" srcip=…) escapes nothing.
                end += end + 1 < _text.Length && _text[end + 1] == quote && EndsValue(end + 2) && !HasQuoteBeforeNextPair(end + 2, quote) ? 1 : 2;
                continue;
            }

            if (EndsValue(end + 1))
            {
                break;
            }

            end++;
        }

        if (end >= _text.Length)
        {
            return Unterminated();
        }

        _position = end + 1;
        return new Slice(start, end - start, escaped);
    }

    /// <summary>A value that the end of the record cut: half a name would be somebody else's, so it is none.</summary>
    private Slice Unterminated()
    {
        _position = _text.Length;
        return default;
    }

    private readonly bool EndsValue(int position) =>
        position >= _text.Length || _text[position] is (byte)' ' or (byte)',' or (byte)';' or (byte)'|' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)']';

    private readonly bool HasQuoteBeforeNextPair(int position, byte quote)
    {
        if (position >= _text.Length)
        {
            return false;
        }

        var rest = _text[position..];
        var nextQuote = rest.IndexOf(quote);
        var nextPair = rest.IndexOf((byte)'=');
        return nextQuote >= 0 && (nextPair < 0 || nextQuote < nextPair);
    }
}
