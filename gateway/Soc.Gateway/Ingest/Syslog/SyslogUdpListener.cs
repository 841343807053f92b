using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Soc.Gateway.Ingest.Syslog;

/// <summary>
/// Receives datagrams into a bounded queue, from which they are appended a batch at a time. UDP cannot be slowed down:
/// what the queue has no room for is dropped, and the drop is counted.
/// </summary>
internal sealed class SyslogUdpListener : ISyslogListener
{
    // asm-generic/socket.h
    private const int SolSocket = 1;
    private const int SoReceiveBufferForce = 33;

    private static readonly TimeSpan KernelLook = TimeSpan.FromSeconds(1);

    private readonly SyslogListenerOptions _options;
    private readonly SyslogSink _sink;
    private readonly ILogger _logger;
    private readonly SyslogClientMap _clients;
    private readonly Socket _socket;
    private readonly Channel<Datagram> _queue;
    private readonly KernelDrops _kernelDrops;

    public SyslogUdpListener(SyslogListenerOptions options, SyslogSink sink, ILogger logger)
    {
        _options = options;
        _sink = sink;
        _logger = logger;
        _clients = new SyslogClientMap(options);
        _socket = SyslogSockets.Bind(options, SocketType.Dgram, ProtocolType.Udp);
        _kernelDrops = new KernelDrops(_socket);
        Enlarge(sink.Options.UdpReceiveBufferBytes);
        _queue = Channel.CreateBounded<Datagram>(new BoundedChannelOptions(sink.Options.MaxQueuedDatagrams) { SingleReader = true, SingleWriter = true });
    }

    public SyslogProtocol Protocol => SyslogProtocol.Udp;

    public IPEndPoint LocalEndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var append = AppendAllAsync(cancellationToken);
        var watch = WatchKernelAsync(cancellationToken);
        await ReceiveAllAsync(cancellationToken);
        _queue.Writer.TryComplete();
        await append;
        await watch;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Linux gives less than was asked for, without a word, when the system's limit is lower; with CAP_NET_ADMIN it may be forced.</summary>
    private void Enlarge(int bytes)
    {
        _socket.ReceiveBufferSize = bytes;

        // Linux answers with twice what it will hold, since it counts its own overhead.
        if (OperatingSystem.IsLinux() && _socket.ReceiveBufferSize / 2 < bytes)
        {
            try
            {
                _socket.SetRawSocketOption(SolSocket, SoReceiveBufferForce, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in bytes)));
            }
            catch (SocketException)
            {
                IngestLog.ReceiveBufferSmall(_logger, LocalEndPoint.Port, _socket.ReceiveBufferSize / 2, bytes);
            }
        }
    }

    private async Task WatchKernelAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(KernelLook, _sink.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (_kernelDrops.Take() is > 0 and var dropped)
                {
                    _sink.Drop(IngestReasons.KernelDrop, dropped);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task ReceiveAllAsync(CancellationToken cancellationToken)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(ushort.MaxValue, pinned: true);
        EndPoint any = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer.AsMemory(), SocketFlags.None, any, cancellationToken);
                Take(buffer.AsSpan(0, received.ReceivedBytes), ((IPEndPoint)received.RemoteEndPoint).Address);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException failure)
            {
                IngestLog.SyslogFailed(_logger, LocalEndPoint.Port, failure);
            }
        }
    }

    private void Take(ReadOnlySpan<byte> datagram, IPAddress sender)
    {
        var message = datagram.Trim("\n\r\0"u8);
        if (message.IsEmpty)
        {
            return;
        }

        if (_clients.OfAddress(sender) is not { } client)
        {
            _sink.Drop(IngestReasons.UnknownSender);
        }
        else if (!_queue.Writer.TryWrite(new Datagram(client, message.ToArray())))
        {
            _sink.Drop(IngestReasons.QueueFull);
        }
    }

    private async Task AppendAllAsync(CancellationToken cancellationToken)
    {
        var byClient = new Dictionary<string, List<IngestRecord>>(StringComparer.Ordinal);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(cancellationToken))
            {
                if (_queue.Reader.Count < _sink.Options.MaxBatchFrames)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(_sink.Options.UdpBatchMilliseconds), _sink.Time, cancellationToken);
                }

                await AppendBatchAsync(byClient, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping; UDP promises nothing, and the sender was told nothing.
        }
    }

    private async Task AppendBatchAsync(Dictionary<string, List<IngestRecord>> byClient, CancellationToken cancellationToken)
    {
        for (var taken = 0; taken < _sink.Options.MaxBatchFrames && _queue.Reader.TryRead(out var datagram); taken++)
        {
            ref var frames = ref CollectionsMarshal.GetValueRefOrAddDefault(byClient, datagram.Client, out _);
            frames ??= [];
            var defect = datagram.Bytes.Length > _sink.Options.MaxFrameBytes ? IngestReasons.Oversized : null;
            frames.Add(new IngestRecord(datagram.Bytes, _options.Sourcetype, Host: null, TimeMs: 0, defect));
        }

        foreach (var (client, frames) in byClient)
        {
            if (frames.Count > 0)
            {
                await TryAppendAsync(client, frames, cancellationToken);
                frames.Clear();
            }
        }
    }

    private async Task TryAppendAsync(string client, List<IngestRecord> frames, CancellationToken cancellationToken)
    {
        try
        {
            await _sink.AppendAsync(client, frames, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _sink.Drop(IngestReasons.AppendFailed, frames.Count);
            IngestLog.SyslogFailed(_logger, LocalEndPoint.Port, failure);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Datagram(string Client, byte[] Bytes);
}
