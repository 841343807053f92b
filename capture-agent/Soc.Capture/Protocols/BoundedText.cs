using System.Globalization;
using Soc.Capture.Decode;

namespace Soc.Capture.Protocols;

/// <summary>
/// Builds a text of bytes from the wire in a space of fixed size, without allocating; what does not fit is cut. What may stay and what becomes
/// \xNN is <see cref="WireText"/>'s rule for ASCII.
/// </summary>
internal ref struct BoundedText(Span<char> space)
{
    /// <summary>Longest text there is: every byte of a name escaped fits.</summary>
    public const int MaxChars = 1024;

    private readonly Span<char> _space = space;
    private int _length;
    private bool _isCut;

    public void Append(scoped ReadOnlySpan<char> text)
    {
        var room = _isCut ? 0 : _space.Length - _length;
        _isCut |= text.Length > room;
        text = text[..Math.Min(text.Length, room)];
        text.CopyTo(_space[_length..]);
        _length += text.Length;
    }

    public void Append(long number)
    {
        Span<char> digits = stackalloc char[20];
        number.TryFormat(digits, out var count, provider: CultureInfo.InvariantCulture);
        Append(digits[..count]);
    }

    public void Append(NetAddress address)
    {
        Span<char> text = stackalloc char[NetAddress.MaxChars];
        Append(text[..address.Format(text)]);
    }

    public void AppendText(scoped ReadOnlySpan<byte> bytes)
    {
        for (; !bytes.IsEmpty && AppendByte(bytes[0], !WireText.IsPlain(bytes)); bytes = bytes[1..])
        {
            // Byte by byte.
        }
    }

    /// <summary>Hexadecimal digits, lower case.</summary>
    public void AppendHex(scoped ReadOnlySpan<byte> bytes)
    {
        Span<char> digits = stackalloc char[2];
        foreach (var b in bytes)
        {
            if (_isCut)
            {
                return;
            }

            b.TryFormat(digits, out _, "x2", CultureInfo.InvariantCulture);
            Append(digits);
        }
    }

    public override readonly string ToString() => RecentTexts.Of(_space[.._length]);

    /// <returns>False when there is no room.</returns>
    public bool AppendByte(byte value, bool isEscaped)
    {
        if (_isCut || _length + (isEscaped ? WireText.EscapeChars : 1) > _space.Length)
        {
            _isCut = true;
            return false;
        }

        if (isEscaped)
        {
            _space[_length] = '\\';
            _space[_length + 1] = 'x';
            value.TryFormat(_space[(_length + 2)..], out _, "x2", CultureInfo.InvariantCulture);
            _length += WireText.EscapeChars;
        }
        else
        {
            _space[_length++] = (char)value;
        }

        return true;
    }
}
