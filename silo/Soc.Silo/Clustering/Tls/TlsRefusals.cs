using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Soc.Grains.Hosting;

namespace Soc.Silo.Clustering.Tls;

/// <summary>Counts every connection that was not made, and logs one a minute of each direction and reason.</summary>
internal sealed partial class TlsRefusals
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Counter<long> _refused;
    private readonly Counter<long> _made;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    // Bounded by what the two enumerations have.
    private readonly Dictionary<(TlsDirection, TlsRefusalReason), (long LoggedAt, long Silent)> _logged = [];

    public TlsRefusals(IMeterFactory meters, TimeProvider time, ILogger<TlsRefusals> logger)
    {
        (_time, _logger) = (time, logger);
        var meter = meters.Create(SiloInstruments.MeterName);
        _refused = meter.CreateCounter<long>("soc_cluster_tls_refused_total", description: "Connections between nodes that were not made, by direction and reason.");
        _made = meter.CreateCounter<long>("soc_cluster_tls_connections_total", description: "Connections between nodes that were made, by direction.");
    }

    public void Made(TlsDirection direction) => _made.Add(1, Tag("direction", direction));

    public void Refused(TlsDirection direction, TlsRefusal refusal, EndPoint? other)
    {
        _refused.Add(1, Tag("direction", direction), Tag("reason", refusal.Reason));
        if (IsDue((direction, refusal.Reason)) is { } silent)
        {
            LogRefused(direction == TlsDirection.Inbound ? "from" : "to", other, refusal.Detail, silent);
        }
    }

    private static KeyValuePair<string, object?> Tag<T>(string name, T value)
        where T : struct, Enum => new(name, JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    /// <returns>Null when it is to be silent; else how many were, since the last one.</returns>
    private long? IsDue((TlsDirection, TlsRefusalReason) kind)
    {
        lock (_logged)
        {
            var known = _logged.TryGetValue(kind, out var last);
            if (known && _time.GetElapsedTime(last.LoggedAt) < Quiet)
            {
                _logged[kind] = last with { Silent = last.Silent + 1 };
                return null;
            }

            _logged[kind] = (_time.GetTimestamp(), 0);
            return last.Silent;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cluster TLS: a connection {Direction} {Other} was refused: {Detail} ({Silent} more of this kind since it was last said)")]
    private partial void LogRefused(string direction, EndPoint? other, string detail, long silent);
}
