using System.Runtime.InteropServices;

namespace Soc.Parsing.Text;

/// <summary>
/// CEF's custom fields: <c>cs4Label=Src Zone cs4=trust</c> is a field called "Src Zone". Labels may come before or after their values.
/// </summary>
internal ref struct LabelledValues
{
    public const int Slots = 64;

    private readonly Span<Slice> _values;
    private readonly Span<Slice> _labels;

    /// <param name="values">At least <see cref="Slots"/> long, zeroed.</param>
    /// <param name="labels">At least <see cref="Slots"/> long, zeroed.</param>
    public LabelledValues(Span<Slice> values, Span<Slice> labels)
    {
        _values = values;
        _labels = labels;
    }

    /// <summary>Keeps the value when the key is a custom field or a label of one.</summary>
    public readonly bool TryKeep(ReadOnlySpan<byte> key, Slice value)
    {
        var isLabel = key.EndsWith("Label"u8);
        var name = isLabel ? key[..^5] : key;
        if (name.Length < 3 || name[^1] is < (byte)'0' or > (byte)'9')
        {
            return false;
        }

        var kind = Kind(name[..^1]);
        if (kind < 0)
        {
            return false;
        }

        ref var slot = ref (isLabel ? _labels : _values)[kind * 10 + (name[^1] - '0')];
        if (slot.Length == 0)
        {
            slot = value;
        }

        return true;
    }

    /// <summary>Hands every value that has a label to its field.</summary>
    public readonly void Apply<TField>(ReadOnlySpan<byte> text, KeyTable<TField> keys, FieldSlots<TField> fields)
        where TField : unmanaged, Enum
    {
        for (var i = 0; i < Slots; i++)
        {
            var label = _labels[i];
            if (label.Length > 0 && _values[i].Length > 0 && keys.TryFind(text.Slice(label.Start, label.Length), out var field))
            {
                fields.Set(field, _values[i]);
            }
        }
    }

    private static int Kind(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("cs"u8) => 0,
        2 when name.SequenceEqual("cn"u8) => 1,
        3 when name.SequenceEqual("c6a"u8) => 2,
        3 when name.SequenceEqual("cfp"u8) => 3,
        10 when name.SequenceEqual("flexString"u8) => 4,
        16 when name.SequenceEqual("deviceCustomDate"u8) => 5,
        _ => -1,
    };
}
