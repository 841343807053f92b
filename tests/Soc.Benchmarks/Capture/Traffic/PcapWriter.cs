using System.Buffers.Binary;

namespace Soc.Benchmarks.Capture.Traffic;

/// <summary>Writes a pcap file of Ethernet frames, with microseconds.</summary>
internal sealed class PcapWriter : IDisposable
{
    private const int HeaderBytes = 24;
    private const int RecordHeaderBytes = 16;
    private const int SnapBytes = 262_144;
    private const long NsPerSecond = 1_000_000_000;

    private readonly FileStream _file;

    public PcapWriter(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], SnapBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        _file.Write(header);
    }

    public long Frames { get; private set; }

    /// <summary>Of the frames.</summary>
    public long Bytes { get; private set; }

    public void Write(ReadOnlySpan<byte> frame, long atNs)
    {
        Span<byte> header = stackalloc byte[RecordHeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)(atNs / NsPerSecond));
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(atNs % NsPerSecond / 1_000));
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], frame.Length);
        _file.Write(header);
        _file.Write(frame);
        Frames++;
        Bytes += frame.Length;
    }

    public void Dispose() => _file.Dispose();
}
