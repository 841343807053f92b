using SharpPcap;
using SharpPcap.LibPcap;

namespace Soc.Capture.Link.Live;

/// <summary>One opening of an interface: SharpPcap opens and filters it; what it gives is read where the kernel put it.</summary>
internal sealed unsafe class LiveHandle : IDisposable
{
    private const int NsPerSecond = 1_000_000_000;

    private readonly LibPcapLiveDevice _device;
    private readonly long _nsPerUnit;
    private readonly LinkType _link;

    private LiveHandle(LibPcapLiveDevice device)
    {
        _device = device;
        _nsPerUnit = device.TimestampResolution == TimestampResolution.Nanosecond ? 1 : 1_000;
        _link = (LinkType)(int)device.LinkType;
        Fd = NativeMethods.SelectableFd(device.Handle.DangerousGetHandle());
    }

    /// <summary>What tells when there are frames.</summary>
    public int Fd { get; }

    /// <summary>Why it gives nothing more; null while it does.</summary>
    public string? Failure { get; private set; }

    /// <exception cref="LiveLinkException">It could not be opened.</exception>
    public static LiveHandle Open(LiveOptions options)
    {
        LibPcapLiveDevice? device = null;
        try
        {
            device = LibPcapLiveDeviceList.New().FirstOrDefault(d => string.Equals(d.Name, options.Interface, StringComparison.Ordinal))
                ?? throw new LiveLinkException(LinkState.Missing, LinkSentences.Missing(options.Interface));
            device.Open(new DeviceConfiguration
            {
                Mode = options.IsPromiscuous ? DeviceModes.Promiscuous : DeviceModes.None,
                Snaplen = options.FrameBytes,
                ReadTimeout = options.GatherMs,
                BufferSize = options.BufferBytes,
                TimestampResolution = TimestampResolution.Nanosecond,
            });
            device.NonBlockingMode = true;
        }
        catch (PcapException e)
        {
            var reason = device is { Opened: true } ? device.LastError : e.Message;
            device?.Dispose();
            throw LinkSentences.Refused(options.Interface, e.Error, string.IsNullOrEmpty(reason) ? e.Message : reason, e);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            throw new LiveLinkException(LinkState.NoLibrary, LinkSentences.NoLibrary, e);
        }

        try
        {
            if (options.Filter.Length > 0)
            {
                device.Filter = options.Filter;
            }

            return new LiveHandle(device);
        }
        catch (PcapException e)
        {
            var reason = device.LastError;
            device.Dispose();
            throw new LiveLinkException(LinkState.BadFilter, LinkSentences.BadFilter(options.Filter, reason), e);
        }
    }

    public bool TryRead(out RawFrame frame)
    {
        nint header = 0;
        nint data = 0;
        switch (_device.GetNextPacketPointers(ref header, ref data))
        {
            case 1 when header != 0 && data != 0:
                var head = (PcapFrameHeader*)header;
                var atNs = (head->Seconds * (long)NsPerSecond) + (head->Fraction * _nsPerUnit);
                frame = new RawFrame(new ReadOnlySpan<byte>((void*)data, (int)head->CapturedBytes), atNs, (int)head->WireBytes, _link);
                return true;
            case 0 or 1:
                break;
            default:
                Failure = _device.LastError;
                break;
        }

        frame = default;
        return false;
    }

    /// <returns>False when libpcap could not say; the counters are as before then.</returns>
    public bool TryReadCounters(out PcapCounters counters) => NativeMethods.TryReadCounters(_device.Handle.DangerousGetHandle(), out counters);

    public void Dispose() => _device.Dispose();
}
