using System.Runtime.InteropServices;
using Soc.Capture.Decode;

namespace Soc.Capture.Flows;

/// <summary>
/// One end of a TCP connection, as Zeek follows it (its documentation of conn.log names the states and the letters of the history). Sequence
/// numbers are counted from the one before the first byte, in 64 bits, so that they do not wrap.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct TcpEnd
{
    // A number that is further away than this is a mistake of the sender, or somebody's guess.
    private const int PlausibleJump = 1 << 20;

    private uint _start;
    private bool _isKnown;
    private long _acknowledged;
    private int _fins;
    private TcpState _previous;

    public TcpState State { get; private set; }

    /// <summary>It has been told as closed: by a FIN or a RST.</summary>
    public bool DidClose { get; set; }

    /// <summary>The number after the newest byte, from the start.</summary>
    public long Last { get; private set; }

    /// <summary>The next number that this end will use, as it stands in a segment.</summary>
    public readonly uint NextSequence => _start + (uint)Last;

    /// <summary>Number of its first byte, as it stands in a segment; null while nothing of this end is known.</summary>
    public readonly uint? FirstSequence => _isKnown ? _start + 1 : null;

    /// <summary>Segments whose bytes had all been seen before.</summary>
    public int Retransmissions { get; private set; }

    public int ZeroWindows { get; set; }

    /// <summary>Payload by sequence numbers: what was said, whether we saw it or not.</summary>
    public readonly long PayloadBytes
    {
        get
        {
            var bytes = Math.Max(Last, _acknowledged);

            // The SYN counts one, and so does the FIN.
            bytes -= bytes > 0 ? 1 : 0;
            return bytes - (_fins > 0 && bytes > 0 ? 1 : 0);
        }
    }

    public void Become(TcpState state)
    {
        _previous = State;
        State = state;
    }

    /// <summary>Was it in this state before the one it is in?</summary>
    public readonly bool Was(TcpState state) => _previous == state;

    /// <summary>A segment of this end begins; numbers are set to where it says that they begin.</summary>
    public void Begin(uint sequence, TcpFlags flags, int length)
    {
        var isSyn = flags.Has(TcpFlags.Syn);
        if (State == TcpState.Inactive)
        {
            _isKnown = true;

            // Without a SYN it is as if there had been one just before.
            _start = isSyn ? sequence : sequence - 1;
            (Last, _acknowledged) = (isSyn ? length : 1, 0);
        }
        else if (isSyn && IsToBeginAnew(sequence))
        {
            _start = sequence;
            (Last, _acknowledged) = (length, 0);
        }
    }

    /// <summary>The other end acknowledged something before this one said anything.</summary>
    public void BeginBy(uint acknowledgement)
    {
        (_start, _isKnown) = (acknowledgement - 1, true);
        (Last, _acknowledged) = (0, 0);
    }

    /// <summary>A segment's first number, from the start.</summary>
    public readonly long RelativeOf(uint sequence) => Last + (int)(sequence - NextSequence);

    /// <summary>The other end has everything up to here.</summary>
    public void Acknowledge(uint acknowledgement)
    {
        var advance = (int)(acknowledgement - (_start + (uint)_acknowledged));
        if (advance > 0 && !(acknowledgement == 0 && advance > PlausibleJump))
        {
            _acknowledged += advance;
        }
    }

    /// <summary>Takes note of how far a segment goes.</summary>
    /// <param name="end">The number after it, from the start.</param>
    /// <returns>True when its payload had been seen before.</returns>
    public bool Advance(long end, TcpFlags flags, int payloadBytes)
    {
        var isFin = flags.Has(TcpFlags.Fin);
        _fins += isFin ? 1 : 0;
        var advance = end - Last;
        if ((flags & (TcpFlags.Syn | TcpFlags.Rst)) != TcpFlags.None && Math.Abs(advance) > PlausibleJump)
        {
            return false;
        }

        if (State == TcpState.Reset && !(isFin && Last == 1))
        {
            return false;
        }

        if (advance > 0 || (isFin && Last == 1))
        {
            Last = end;
            return false;
        }

        var isRetransmitted = payloadBytes > 0;
        Retransmissions += isRetransmitted ? 1 : 0;
        return isRetransmitted;
    }

    private readonly bool IsToBeginAnew(uint sequence) => State switch
    {
        TcpState.SynSent or TcpState.SynAckSent => sequence != _start,
        TcpState.Established or TcpState.Partial => true,
        TcpState.Reset => _previous == TcpState.Inactive,
        _ => false,
    };
}
