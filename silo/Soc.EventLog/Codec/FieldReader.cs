using System.Buffers.Binary;
using System.Text;
using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Reads tagged fields. Damage sets <see cref="Failed"/> and ends the reading; it never throws.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> data, StringTable strings)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private readonly StringTable _strings = strings;
    private int _position;

    public bool Failed { get; private set; }

    /// <summary>The next tag; 0 at the end of a group or of the data.</summary>
    public int Tag()
    {
        if (_position >= _data.Length)
        {
            return 0;
        }

        // Nearly every tag is one byte.
        var first = _data[_position];
        if (first < 0x80)
        {
            _position++;
            return first;
        }

        return (int)Math.Min(Varint(), int.MaxValue);
    }

    public long Long()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Int() => unchecked((int)Long());

    public bool Flag() => Long() != 0;

    public bool? OptionalFlag() => Long() == 1;

    public EventId Id()
    {
        var bytes = Take(16);
        return bytes.Length < 16
            ? default
            : new EventId(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
    }

    /// <summary>
    /// A string of its own: for names of people, devices and addresses. There are more of them than a table could hold, and one that
    /// is soon replaced there lives just long enough to be the dearest kind of garbage.
    /// </summary>
    public string Text() => Encoding.UTF8.GetString(Slice());

    /// <summary>A string of few values that come again and again: shared through the table.</summary>
    public string Shared() => _strings.Get(Slice());

    public byte[] Blob() => Slice().ToArray();

    public ReadOnlySpan<byte> Slice()
    {
        var length = Varint();
        return length > (ulong)(_data.Length - _position) ? Fail() : Take((int)length);
    }

    /// <summary>Passes over a field that this reader does not know.</summary>
    public void Skip(int tag, int depth = 0)
    {
        switch (tag & 3)
        {
            case Wire.Number:
                Varint();
                break;
            case Wire.Bytes:
                Slice();
                break;
            case Wire.Fixed16:
                Take(16);
                break;
            default:
                if (depth >= Wire.MaxDepth)
                {
                    Fail();
                    break;
                }

                for (var inner = Tag(); inner != 0; inner = Tag())
                {
                    Skip(inner, depth + 1);
                }

                break;
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _data.Length - _position)
        {
            return Fail();
        }

        var slice = _data.Slice(_position, length);
        _position += length;
        return slice;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64 && _position < _data.Length; shift += 7)
        {
            var b = _data[_position++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        Fail();
        return 0;
    }

    private ReadOnlySpan<byte> Fail()
    {
        Failed = true;
        _position = _data.Length;
        return default;
    }
}
