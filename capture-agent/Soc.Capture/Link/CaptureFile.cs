using System.IO.MemoryMappedFiles;

namespace Soc.Capture.Link;

/// <summary>A capture file, mapped into memory: pcap in both byte orders and both resolutions, or pcapng.</summary>
public sealed unsafe class CaptureFile : IDisposable
{
    private readonly MemoryMappedFile? _map;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _start;
    private readonly long _length;
    private readonly ICaptureFormat _format;
    private long _position;

    private CaptureFile(string path)
    {
        _length = new FileInfo(path).Length;
        if (_length < PcapFormat.HeaderBytes)
        {
            throw new CaptureFormatException($"'{path}' has {_length} bytes and is no capture: give a pcap or pcapng file.");
        }

        _map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _map.CreateViewAccessor(0, _length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _format = PcapFormat.Of(Window(0)) ?? (ICaptureFormat?)PcapNgFormat.Of(Window(0))
            ?? throw new CaptureFormatException($"'{path}' begins with none of the marks of pcap or pcapng: give a capture file, unpacked.");
    }

    /// <summary>The file ends in the middle of a frame, or goes on with bytes that make no sense: what is before it was read.</summary>
    public bool IsDamaged { get; private set; }

    /// <exception cref="CaptureFormatException">It is no capture.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CaptureFile Open(string path)
    {
        try
        {
            return new CaptureFile(path);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    public bool TryRead(out RawFrame frame)
    {
        while (true)
        {
            var step = _format.Read(Window(_position), out frame);
            switch (step.Kind)
            {
                case FormatStepKind.Frame:
                    _position += step.Bytes;
                    return true;
                case FormatStepKind.Skip:
                    _position += step.Bytes;
                    break;
                default:
                    IsDamaged |= step.Kind == FormatStepKind.Damaged;
                    return false;
            }
        }
    }

    public void Dispose()
    {
        if (_start != null)
        {
            _view!.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        _view?.Dispose();
        _map?.Dispose();
    }

    // A span has at most 2 GB; no frame or block of either format is as long as that.
    private ReadOnlySpan<byte> Window(long from) => new(_start + from, (int)Math.Min(int.MaxValue, _length - from));
}
