using System.Net;

namespace Soc.Gateway.Ingest.Syslog;

/// <summary>A bound listener.</summary>
internal interface ISyslogListener : IDisposable
{
    SyslogProtocol Protocol { get; }

    IPEndPoint LocalEndPoint { get; }

    /// <summary>Listens until cancelled.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
