using System.Numerics;

namespace Soc.Capture.Protocols.Quic;

/// <summary>The bytes of one side's handshake, in whatever order and however often their pieces come; of what comes twice the first counts.</summary>
internal sealed class CryptoStream
{
    /// <summary>What is beyond is not kept: hellos have a tenth of it.</summary>
    public const int MaxBytes = 16_384;

    private const int FirstBytes = 2_048;
    private const int WordBits = 64;

    private byte[] _bytes = [];
    private ulong[] _have = [];
    private int _complete;

    /// <summary>What is there without a gap, from the begin on.</summary>
    public ReadOnlySpan<byte> Complete => _bytes.AsSpan(0, _complete);

    public void Add(ulong offset, ReadOnlySpan<byte> data)
    {
        if (offset >= MaxBytes || data.IsEmpty)
        {
            return;
        }

        var from = (int)offset;
        data = data[..Math.Min(data.Length, MaxBytes - from)];
        Grow(from + data.Length);
        for (var i = 0; i < data.Length; i++)
        {
            ref var word = ref _have[(from + i) / WordBits];
            var bit = 1UL << ((from + i) % WordBits);
            if ((word & bit) == 0)
            {
                word |= bit;
                _bytes[from + i] = data[i];
            }
        }

        while (_complete < _bytes.Length && (_have[_complete / WordBits] & (1UL << (_complete % WordBits))) != 0)
        {
            _complete++;
        }
    }

    private void Grow(int bytes)
    {
        if (bytes > _bytes.Length)
        {
            var size = Math.Max(FirstBytes, (int)BitOperations.RoundUpToPowerOf2((uint)bytes));
            Array.Resize(ref _bytes, size);
            Array.Resize(ref _have, size / WordBits);
        }
    }
}
