using System.Diagnostics.Metrics;
using Soc.Gateway.Ingest;

namespace Soc.Gateway.Feeds;

/// <summary>Polls of feeds by feed and result; both are closed sets.</summary>
internal sealed class FeedMetrics : IDisposable
{
    public const string Served = "served";
    public const string NotModified = "not_modified";

    /// <summary>The list could not be read: the firewall was told to come again, and keeps what it has.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>No credential, or one that is unknown, revoked or expired: some firewalls stop enforcing then.</summary>
    public const string Refused = "refused";

    private readonly Meter _meter;
    private readonly Counter<long> _polls;

    public FeedMetrics(IMeterFactory factory)
    {
        _meter = factory.Create(IngestMetrics.MeterName);
        _polls = _meter.CreateCounter<long>("soc_feed_polls_total", description: "Polls of feeds by firewalls, by feed and result.");
    }

    public void Polled(string feed, string result) => _polls.Add(1, new("feed", feed), new("result", result));

    public void Dispose() => _meter.Dispose();
}
