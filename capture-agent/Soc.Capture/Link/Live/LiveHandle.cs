using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using SharpPcap;
using SharpPcap.LibPcap;

namespace Soc.Capture.Link.Live;

/// <summary>One opening of an interface: SharpPcap opens and filters it; what it gives is read where the kernel put it.</summary>
internal sealed unsafe class LiveHandle : IDisposable
{
    private const int NsPerSecond = 1_000_000_000;

    // PCAP_ERROR_BREAK: we asked for it.
    private const int Broken = -2;

    private readonly LibPcapLiveDevice _device;
    private readonly long _nsPerUnit;
    private readonly LinkType _link;
    private IFrameTaker? _taker;
    private ExceptionDispatchInfo? _thrown;
    private int _count;

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

    /// <summary>Gives the frames that are there to whoever takes them, before the kernel gets their places back.</summary>
    /// <returns>How many.</returns>
    public int Read(IFrameTaker taker, int most)
    {
        (_taker, _count) = (taker, 0);
        var self = GCHandle.Alloc(this);
        int status;
        try
        {
            status = NativeMethods.Dispatch(_device.Handle.DangerousGetHandle(), most, &Take, GCHandle.ToIntPtr(self));
        }
        finally
        {
            self.Free();
            _taker = null;
        }

        if (_thrown is { } thrown)
        {
            _thrown = null;
            thrown.Throw();
        }

        if (status < 0 && status != Broken)
        {
            Failure = _device.LastError;
        }

        return _count;
    }

    /// <returns>False when libpcap could not say; the counters are as before then.</returns>
    public bool TryReadCounters(out PcapCounters counters) => NativeMethods.TryReadCounters(_device.Handle.DangerousGetHandle(), out counters);

    public void Dispose() => _device.Dispose();

    // Called by libpcap: nothing may be thrown through it.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Take(nint self, PcapFrameHeader* head, byte* data)
    {
        var handle = (LiveHandle)GCHandle.FromIntPtr(self).Target!;
        if (handle._thrown is not null)
        {
            return;
        }

        try
        {
            handle._count++;
            var atNs = (head->Seconds * (long)NsPerSecond) + (head->Fraction * handle._nsPerUnit);
            handle._taker!.Take(new RawFrame(new ReadOnlySpan<byte>(data, (int)head->CapturedBytes), atNs, (int)head->WireBytes, handle._link));
        }
#pragma warning disable CA1031 // thrown again where the frames were asked for
        catch (Exception e)
#pragma warning restore CA1031
        {
            handle._thrown = ExceptionDispatchInfo.Capture(e);
            NativeMethods.BreakLoop(handle._device.Handle.DangerousGetHandle());
        }
    }
}
