using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace Soc.Grains.Tests.Clustering.Tls;

/// <summary>The refusals that one node counts, as "direction reason".</summary>
internal sealed class CountedRefusals : IDisposable
{
    private readonly Channel<string> _refusals = Channel.CreateUnbounded<string>();
    private readonly MeterListener _listener = new();

    public CountedRefusals(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && instrument.Name is "soc_cluster_tls_refused_total")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _refusals.Writer.TryWrite($"{tags[0].Value} {tags[1].Value}"));
        _listener.Start();
    }

    public async Task<string> NextAsync(CancellationToken cancellationToken) => await _refusals.Reader.ReadAsync(cancellationToken);

    /// <summary>Waits for one of a kind, whatever else is counted.</summary>
    public async Task WaitForAsync(string refusal, CancellationToken cancellationToken)
    {
        while (!string.Equals(await NextAsync(cancellationToken), refusal, StringComparison.Ordinal))
        {
        }
    }

    public void Dispose() => _listener.Dispose();
}
