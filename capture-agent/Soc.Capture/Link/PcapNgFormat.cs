using System.Buffers.Binary;

namespace Soc.Capture.Link;

/// <summary>The block-structured capture format (draft-ietf-opsawg-pcapng): sections, interfaces, enhanced and simple packets; other blocks are passed over.</summary>
internal sealed class PcapNgFormat : ICaptureFormat
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint InterfaceDescription = 1;
    private const uint SimplePacket = 3;
    private const uint EnhancedPacket = 6;
    private const uint ByteOrderMark = 0x1A2B3C4D;
    private const int BlockOverheadBytes = 12;
    private const int MaxInterfaces = 4_096;
    private const ushort ResolutionOption = 9;
    private const ushort OffsetOption = 14;

    private readonly List<PcapNgInterface> _interfaces = [];
    private bool _isBigEndian;

    /// <summary>The format when the file begins as it does; null otherwise.</summary>
    public static PcapNgFormat? Of(ReadOnlySpan<byte> start) =>
        BinaryPrimitives.ReadUInt32BigEndian(start) == SectionHeader ? new PcapNgFormat() : null;

    public FormatStep Read(ReadOnlySpan<byte> rest, out RawFrame frame)
    {
        frame = default;
        if (rest.Length < BlockOverheadBytes)
        {
            return new FormatStep(rest.IsEmpty ? FormatStepKind.End : FormatStepKind.Damaged);
        }

        // The mark of a section reads the same in both byte orders; what follows it says which one.
        var isSection = BinaryPrimitives.ReadUInt32BigEndian(rest) == SectionHeader;
        if (isSection && !BeginSection(rest[8..]))
        {
            return new FormatStep(FormatStepKind.Damaged);
        }

        var length = Number(rest[4..]);
        if (length < BlockOverheadBytes || length % 4 != 0 || length > rest.Length)
        {
            return new FormatStep(FormatStepKind.Damaged);
        }

        var body = rest[8..((int)length - 4)];
        var isFrame = false;
        var isSound = isSection || Number(rest) switch
        {
            InterfaceDescription => Describe(body),
            EnhancedPacket => isFrame = Enhanced(body, out frame),
            SimplePacket => isFrame = Simple(body, out frame),
            _ => true,
        };
        return new FormatStep(isFrame ? FormatStepKind.Frame : isSound ? FormatStepKind.Skip : FormatStepKind.Damaged, (int)length);
    }

    private bool BeginSection(ReadOnlySpan<byte> mark)
    {
        _isBigEndian = BinaryPrimitives.ReadUInt32BigEndian(mark) == ByteOrderMark;
        _interfaces.Clear();
        return _isBigEndian || BinaryPrimitives.ReadUInt32LittleEndian(mark) == ByteOrderMark;
    }

    private bool Describe(ReadOnlySpan<byte> body)
    {
        if (body.Length < 8 || _interfaces.Count == MaxInterfaces)
        {
            return false;
        }

        var described = new PcapNgInterface((LinkType)Short(body), UnitsPerSecond: 1_000_000, OffsetSeconds: 0);
        for (var options = body[8..]; options.Length >= 4;)
        {
            var (code, length) = (Short(options), Short(options[2..]));
            var padded = (length + 3) & ~3;
            if (code == 0 || padded > options.Length - 4)
            {
                break;
            }

            var value = options.Slice(4, length);
            described = code switch
            {
                ResolutionOption when length >= 1 => described with { UnitsPerSecond = UnitsOf(value[0]) },
                OffsetOption when length >= 8 => described with { OffsetSeconds = (long)(_isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(value) : BinaryPrimitives.ReadUInt64LittleEndian(value)) },
                _ => described,
            };
            options = options[(4 + padded)..];
        }

        _interfaces.Add(described);
        return true;
    }

    // A power of two when the highest bit is set, of ten otherwise; beyond what 64 bits hold it makes no sense, and microseconds are meant.
    private static ulong UnitsOf(byte resolution)
    {
        var exponent = resolution & 0x7F;
        if ((resolution & 0x80) != 0)
        {
            return exponent < 63 ? 1UL << exponent : 1_000_000;
        }

        var units = 1UL;
        for (var i = 0; i < exponent && exponent <= 18; i++)
        {
            units *= 10;
        }

        return exponent <= 18 ? units : 1_000_000;
    }

    private bool Enhanced(ReadOnlySpan<byte> body, out RawFrame frame)
    {
        const int header = 20;
        frame = default;
        if (body.Length < header)
        {
            return false;
        }

        var (number, captured) = (Number(body), Number(body[12..]));
        if (number >= _interfaces.Count || captured > body.Length - header)
        {
            return false;
        }

        var on = _interfaces[(int)number];
        var time = ((ulong)Number(body[4..]) << 32) | Number(body[8..]);
        frame = Frame(body.Slice(header, (int)captured), on.AtNs(time), Number(body[16..]), on.Link);
        return true;
    }

    private bool Simple(ReadOnlySpan<byte> body, out RawFrame frame)
    {
        frame = default;
        if (body.Length < 4 || _interfaces.Count == 0)
        {
            return false;
        }

        var wire = Number(body);
        frame = Frame(body.Slice(4, (int)Math.Min(wire, (uint)(body.Length - 4))), 0, wire, _interfaces[0].Link);
        return true;
    }

    private static RawFrame Frame(ReadOnlySpan<byte> data, long atNs, uint wire, LinkType link) =>
        new(data, atNs, Math.Max((int)Math.Min(int.MaxValue, wire), data.Length), link);

    private uint Number(ReadOnlySpan<byte> at) => _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    private ushort Short(ReadOnlySpan<byte> at) => _isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);
}
