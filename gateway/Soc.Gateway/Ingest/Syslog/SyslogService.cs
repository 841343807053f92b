using System.Net;
using Microsoft.Extensions.Options;

namespace Soc.Gateway.Ingest.Syslog;

/// <summary>All syslog listeners: bound when the host starts, so that a taken port is said at once.</summary>
public sealed class SyslogService(SyslogSink sink, IOptions<SyslogOptions> options, ILogger<SyslogService> logger) : BackgroundService
{
    private readonly List<ISyslogListener> _listeners = [];

    /// <summary>What is bound, in the order of configuration.</summary>
    public IReadOnlyList<(SyslogProtocol Protocol, IPEndPoint EndPoint)> Bound { get; private set; } = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Enabled)
        {
            foreach (var listener in options.Value.Effective())
            {
                _listeners.Add(listener.Protocol == SyslogProtocol.Udp ? new SyslogUdpListener(listener, sink, logger) : new SyslogTcpListener(listener, sink, logger));
            }
        }

        Bound = [.. _listeners.Select(l => (l.Protocol, l.LocalEndPoint))];
        foreach (var (protocol, endPoint) in Bound)
        {
            IngestLog.SyslogListening(logger, protocol.ToString(), endPoint.Port);
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_listeners.Select(l => l.RunAsync(stoppingToken)));
}
