using System.Globalization;

namespace Soc.Capture.Protocols.Dns;

/// <summary>
/// Builds a text of bytes from the wire in a space of fixed size; what does not fit is cut. Control characters, bytes beyond ASCII and the
/// backslash become \xNN, so that no text can break a log or look like another.
/// </summary>
internal ref struct BoundedText(Span<char> space)
{
    /// <summary>Longest text there is: every byte of a name escaped fits.</summary>
    public const int MaxChars = 1024;

    private const int EscapeChars = 4;
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

    /// <summary>Printable ASCII stays as it is.</summary>
    public void AppendText(scoped ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (!AppendByte(b, b is < 0x20 or > 0x7E or (byte)'\\'))
            {
                return;
            }
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

    /// <summary>Labels, lower case, with dots between; a dot or a space within a label is escaped. The root is ".".</summary>
    /// <param name="name">As <see cref="WireName"/> gives it.</param>
    public void AppendName(scoped ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            Append(".");
        }

        for (var isFirst = true; !name.IsEmpty && !_isCut; isFirst = false)
        {
            if (!isFirst)
            {
                Append(".");
            }

            foreach (var b in name.Slice(1, name[0]))
            {
                var lower = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b;
                AppendByte(lower, lower is <= 0x20 or > 0x7E or (byte)'\\' or (byte)'.');
            }

            name = name[(1 + name[0])..];
        }
    }

    public override readonly string ToString() => new(_space[.._length]);

    private bool AppendByte(byte value, bool isEscaped)
    {
        if (_isCut || _length + (isEscaped ? EscapeChars : 1) > _space.Length)
        {
            _isCut = true;
            return false;
        }

        if (isEscaped)
        {
            _space[_length] = '\\';
            _space[_length + 1] = 'x';
            value.TryFormat(_space[(_length + 2)..], out _, "x2", CultureInfo.InvariantCulture);
            _length += EscapeChars;
        }
        else
        {
            _space[_length++] = (char)value;
        }

        return true;
    }
}
