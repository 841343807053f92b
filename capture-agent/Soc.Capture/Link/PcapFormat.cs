using System.Buffers.Binary;

namespace Soc.Capture.Link;

/// <summary>The classic capture format (draft-ietf-opsawg-pcap).</summary>
internal sealed class PcapFormat : ICaptureFormat
{
    public const int HeaderBytes = 24;

    private const int RecordHeaderBytes = 16;
    private const uint Microseconds = 0xA1B2C3D4;
    private const uint Nanoseconds = 0xA1B23C4D;

    // No capture takes more of one frame; a larger number is a damaged file (libpcap's own bound).
    private const int MaxFrameBytes = 262_144;

    private readonly bool _isBigEndian;
    private readonly long _fractionNs;
    private readonly LinkType _link;
    private bool _isPastHeader;

    private PcapFormat(bool isBigEndian, long fractionNs, ReadOnlySpan<byte> header)
    {
        _isBigEndian = isBigEndian;
        _fractionNs = fractionNs;

        // The upper bits say whether frames carry a checksum.
        _link = (LinkType)(Number(header[20..]) & 0xFFFF);
    }

    /// <summary>The format when the file begins as it does; null otherwise.</summary>
    public static PcapFormat? Of(ReadOnlySpan<byte> start)
    {
        var little = BinaryPrimitives.ReadUInt32LittleEndian(start);
        var big = BinaryPrimitives.ReadUInt32BigEndian(start);
        return little == Microseconds ? new PcapFormat(false, 1_000, start)
            : little == Nanoseconds ? new PcapFormat(false, 1, start)
            : big == Microseconds ? new PcapFormat(true, 1_000, start)
            : big == Nanoseconds ? new PcapFormat(true, 1, start)
            : null;
    }

    public FormatStep Read(ReadOnlySpan<byte> rest, out RawFrame frame)
    {
        frame = default;
        if (!_isPastHeader)
        {
            _isPastHeader = true;
            return new FormatStep(FormatStepKind.Skip, HeaderBytes);
        }

        if (rest.Length < RecordHeaderBytes)
        {
            return new FormatStep(rest.IsEmpty ? FormatStepKind.End : FormatStepKind.Damaged);
        }

        var captured = Number(rest[8..]);
        if (captured > MaxFrameBytes || captured > rest.Length - RecordHeaderBytes)
        {
            return new FormatStep(FormatStepKind.Damaged);
        }

        var atNs = (Number(rest) * 1_000_000_000L) + (Number(rest[4..]) * _fractionNs);
        var wire = (int)Math.Min(int.MaxValue, Number(rest[12..]));
        frame = new RawFrame(rest.Slice(RecordHeaderBytes, (int)captured), atNs, Math.Max(wire, (int)captured), _link);
        return new FormatStep(FormatStepKind.Frame, RecordHeaderBytes + (int)captured);
    }

    private uint Number(ReadOnlySpan<byte> at) => _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);
}
