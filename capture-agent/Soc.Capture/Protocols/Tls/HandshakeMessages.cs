using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Tls;

/// <summary>Cuts one side's handshake bytes into messages, wherever records cut them. Messages in one piece are not copied.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct HandshakeMessages()
{
    /// <summary>Longer messages are passed over: only chains of certificates come near it.</summary>
    public const int MaxMessageBytes = 131_072;

    private const int HeaderBytes = 4;

    private byte[] _begun = [];
    private int _begunBytes;
    private int _skip;

    /// <summary>Of a message that is not whole yet.</summary>
    public readonly int HeldBytes => _begun.Length;

    /// <summary>Takes the messages that are complete, in order.</summary>
    /// <param name="fragment">The next bytes.</param>
    /// <param name="side">Who sends them.</param>
    /// <param name="taker">Takes them.</param>
    public bool Add(ReadOnlySpan<byte> fragment, Side side, IHandshakeTaker taker)
    {
        while (!fragment.IsEmpty)
        {
            var skipped = Math.Min(_skip, fragment.Length);
            _skip -= skipped;
            fragment = fragment[skipped..];
            if (_begunBytes > 0)
            {
                if (!Complete(ref fragment, side, taker))
                {
                    return false;
                }
            }
            else if (fragment.Length >= HeaderBytes && LengthOf(fragment) is var length && length <= MaxMessageBytes && length <= fragment.Length - HeaderBytes)
            {
                if (!taker.Take(side, fragment[0], fragment.Slice(HeaderBytes, length)))
                {
                    return false;
                }

                fragment = fragment[(HeaderBytes + length)..];
            }
            else if (!fragment.IsEmpty)
            {
                Begin(ref fragment);
            }
        }

        return true;
    }

    /// <summary>For another connection.</summary>
    public void Reset()
    {
        Grow(0);
        (_begunBytes, _skip) = (0, 0);
    }

    private static int LengthOf(ReadOnlySpan<byte> header) => (int)(BinaryPrimitives.ReadUInt32BigEndian(header) & 0xFF_FFFF);

    /// <summary>Takes what is there of the header, or starts to pass over what is too long.</summary>
    private void Begin(ref ReadOnlySpan<byte> fragment)
    {
        if (fragment.Length >= HeaderBytes && LengthOf(fragment) is > MaxMessageBytes and var tooLong)
        {
            _skip = tooLong;
            fragment = fragment[HeaderBytes..];
            return;
        }

        Keep(ref fragment, Math.Min(fragment.Length, HeaderBytes));
    }

    private bool Complete(ref ReadOnlySpan<byte> fragment, Side side, IHandshakeTaker taker)
    {
        if (_begunBytes < HeaderBytes)
        {
            Keep(ref fragment, Math.Min(fragment.Length, HeaderBytes - _begunBytes));
            if (_begunBytes < HeaderBytes)
            {
                return true;
            }
        }

        var length = LengthOf(_begun);
        if (length > MaxMessageBytes)
        {
            (_skip, _begunBytes) = (length, 0);
            return true;
        }

        Keep(ref fragment, Math.Min(fragment.Length, HeaderBytes + length - _begunBytes));
        if (_begunBytes < HeaderBytes + length)
        {
            return true;
        }

        // Most sides send one message that goes over records: its space is not kept.
        var begun = _begun;
        (_begun, _begunBytes) = ([], 0);
        var isRead = taker.Take(side, begun[0], begun.AsSpan(HeaderBytes, length));
        ArrayPool<byte>.Shared.Return(begun);
        return isRead;
    }

    /// <param name="bytes">Space for what was begun; 0 gives it back.</param>
    private void Grow(int bytes)
    {
        var grown = bytes == 0 ? [] : ArrayPool<byte>.Shared.Rent(bytes);
        _begun.AsSpan(0, Math.Min(_begunBytes, grown.Length)).CopyTo(grown);
        if (_begun.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_begun);
        }

        _begun = grown;
    }

    private void Keep(ref ReadOnlySpan<byte> fragment, int count)
    {
        if (_begunBytes + count > _begun.Length)
        {
            Grow(Math.Min(Math.Max(_begunBytes + count, 2 * _begun.Length), HeaderBytes + MaxMessageBytes));
        }

        fragment[..count].CopyTo(_begun.AsSpan(_begunBytes));
        _begunBytes += count;
        fragment = fragment[count..];
    }
}
