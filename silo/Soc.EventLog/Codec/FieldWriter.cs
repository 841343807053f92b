using System.Buffers.Binary;
using System.Text;
using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Writes tagged fields into one growing buffer. What is null, false or zero is not written.</summary>
public sealed class FieldWriter
{
    /// <summary>Longest string kept, in UTF-16 characters; a longer one is cut, since no field of an event means more.</summary>
    public const int MaxStringLength = 16_384;

    private byte[] _buffer = new byte[4096];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public int Length => _length;

    public void Clear() => _length = 0;

    internal void RawByte(byte value)
    {
        Ensure(1);
        _buffer[_length++] = value;
    }

    internal void Begin(int field) => Tag(field, Wire.Group);

    internal void End() => RawByte(0);

    internal void Number(int field, long value)
    {
        if (value != 0)
        {
            Ensure(15);
            Varint((uint)((field << 2) | Wire.Number));
            Varint((ulong)((value << 1) ^ (value >> 63)));
        }
    }

    internal void Flag(int field, bool value) => Number(field, value ? 1 : 0);

    internal void OptionalFlag(int field, bool? value)
    {
        if (value is { } known)
        {
            Number(field, known ? 1 : 2);
        }
    }

    internal void Id(int field, EventId value)
    {
        Ensure(5 + 16);
        Varint((uint)((field << 2) | Wire.Fixed16));
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_length), value.High);
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_length + 8), value.Low);
        _length += 16;
    }

    internal void Text(int field, string? value)
    {
        if (value is null)
        {
            return;
        }

        var text = value.AsSpan();
        if (text.Length > MaxStringLength)
        {
            // Not in the middle of a surrogate pair.
            text = text[..(char.IsHighSurrogate(text[MaxStringLength - 1]) ? MaxStringLength - 1 : MaxStringLength)];
        }

        Ensure(10 + (text.Length * 3));
        Varint((uint)((field << 2) | Wire.Bytes));
        if (text.Length * 3 < 128)
        {
            // The length surely fits one byte: encode first, then fill it in.
            var written = Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length + 1));
            _buffer[_length] = (byte)written;
            _length += 1 + written;
        }
        else
        {
            Varint((uint)Encoding.UTF8.GetByteCount(text));
            _length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_length));
        }
    }

    internal void Blob(int field, ReadOnlySpan<byte> value)
    {
        Ensure(10 + value.Length);
        Varint((uint)((field << 2) | Wire.Bytes));
        Varint((uint)value.Length);
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    private void Tag(int field, int wire)
    {
        Ensure(5);
        Varint((uint)((field << 2) | wire));
    }

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    private void Ensure(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        }
    }
}
