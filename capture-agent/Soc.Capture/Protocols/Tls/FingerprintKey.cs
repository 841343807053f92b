using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Tls;

/// <summary>The numbers that a fingerprint is made of, GREASE left out, in a space of fixed size: hellos with the same have the same fingerprint.</summary>
internal ref struct FingerprintKey(Span<byte> space)
{
    private readonly Span<byte> _space = space;
    private int _length;
    private bool _isCut;

    /// <summary>What was added; empty when it was too long to be kept.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _isCut ? [] : _space[.._length];

    public void Add(params ReadOnlySpan<byte> bytes)
    {
        _isCut |= bytes.Length + sizeof(ushort) > _space.Length - _length;
        if (!_isCut)
        {
            // With its length before it, so that no two lists are alike when put together.
            MemoryMarshal.Write(_space[_length..], (ushort)bytes.Length);
            bytes.CopyTo(_space[(_length + sizeof(ushort))..]);
            _length += sizeof(ushort) + bytes.Length;
        }
    }

    public void Add(params ReadOnlySpan<ushort> numbers) => Add(MemoryMarshal.AsBytes(numbers));

    /// <summary>A list without its GREASE.</summary>
    /// <param name="isSorted">In the order of the numbers, where the order on the wire does not count.</param>
    public void AddList(ReadOnlySpan<ushort> numbers, bool isSorted)
    {
        if (numbers.Length > ClientHello.MaxListItems)
        {
            _isCut = true;
            return;
        }

        Span<ushort> kept = stackalloc ushort[ClientHello.MaxListItems];
        var count = 0;
        foreach (var number in numbers)
        {
            if (!Grease.Is(number))
            {
                kept[count++] = number;
            }
        }

        kept = kept[..count];
        if (isSorted)
        {
            kept.Sort();
        }

        Add(MemoryMarshal.AsBytes(kept));
    }
}
