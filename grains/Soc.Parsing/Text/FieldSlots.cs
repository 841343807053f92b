using System.Runtime.CompilerServices;

namespace Soc.Parsing.Text;

/// <summary>The fields of one record by name, as positions in it; filled from columns or from keys.</summary>
/// <typeparam name="TField">An enumeration over byte, whose values index the slots.</typeparam>
internal readonly ref struct FieldSlots<TField>
    where TField : unmanaged, Enum
{
    private const int MaxUnescapedBytes = FieldText.MaxBytes;

    private readonly ReadOnlySpan<byte> _text;
    private readonly Span<Slice> _slots;
    private readonly EscapeStyle _style;

    public FieldSlots(ReadOnlySpan<byte> text, Span<Slice> slots, EscapeStyle style)
    {
        _text = text;
        _slots = slots;
        _style = style;
    }

    /// <summary>The bytes of a field as they stand in the record, escapes and all; empty when missing.</summary>
    public ReadOnlySpan<byte> this[TField field]
    {
        get
        {
            var slice = _slots[Index(field)];
            return _text.Slice(slice.Start, slice.Length);
        }
    }

    public bool Has(TField field) => _slots[Index(field)].Length > 0;

    /// <summary>Keeps the first value that is not empty: of repeated keys the first is the one the format defines.</summary>
    public void Set(TField field, Slice slice)
    {
        ref var slot = ref _slots[Index(field)];
        if (slot.Length == 0)
        {
            slot = slice;
        }
    }

    public string? Text(TField field, int maxBytes = FieldText.MaxBytes) => Read(field, maxBytes, keepsLetters: false);

    /// <summary>As <see cref="Text"/>, for names of users.</summary>
    public string? UserText(TField field) => Read(field, FieldText.MaxBytes, keepsLetters: true);

    public string? Ip(TField field) => FieldText.Ip(this[field]);

    public long Number(TField field) => FieldText.Number(this[field]);

    public int Port(TField field) => FieldText.Port(this[field]);

    public bool Is(TField field, ReadOnlySpan<byte> word) => this[field].EqualsIgnoreCase(word);

    private string? Read(TField field, int maxBytes, bool keepsLetters)
    {
        var slice = _slots[Index(field)];
        var value = _text.Slice(slice.Start, slice.Length);
        if (!slice.Escaped)
        {
            return FieldText.Read(value, maxBytes);
        }

        // What is longer is cut anyway.
        value = value[..Math.Min(value.Length, MaxUnescapedBytes)];
        Span<byte> plain = stackalloc byte[MaxUnescapedBytes];
        var length = Unescape.Write(value, _style, plain, keepsLetters);
        return FieldText.Read(plain[..length], maxBytes);
    }

    private static int Index(TField field) => Unsafe.BitCast<TField, byte>(field);
}
