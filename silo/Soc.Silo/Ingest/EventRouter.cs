using System.Globalization;
using Soc.Detection;
using Soc.Enrichment;
using Soc.EventLog;
using Soc.GrainInterfaces.Clients;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Policies;

namespace Soc.Silo.Ingest;

/// <summary>Enriches one read of the log from the snapshots and groups it by entity. No I/O and no grain call.</summary>
public sealed class EventRouter(IEnricher enricher, IClientPolicies policies, DetectorCatalog catalog)
{
    private readonly IDetector[] _addressDetectors = [.. catalog.For(EntityKind.Address)];
    private readonly IDetector[] _deviceDetectors = [.. catalog.For(EntityKind.Device)];
    private readonly IDetector[] _clientDetectors = [.. catalog.For(EntityKind.Client).Where(d => d is not IDailyNewsDetector)];
    private readonly IDailyNewsDetector[] _newsDetectors = [.. catalog.For(EntityKind.Client).OfType<IDailyNewsDetector>()];

    /// <param name="told">Facts that this partition told the client already.</param>
    /// <param name="routed">Gets the events; what it held is gone.</param>
    public void Route(LogBatch batch, ToldFacts told, RoutedBatch routed)
    {
        routed.Clear();
        var clients = new Dictionary<string, ClientShare>(StringComparer.Ordinal);
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch.Receipts[i] is { } receipt)
            {
                ShareOf(receipt.Client).Receipts.Add(new OffsetReceipt(batch.Offsets[i], receipt));
                continue;
            }

            if (batch.Events[i] is not { } e)
            {
                continue;
            }

            routed.EventCount++;
            routed.OldestReceivedMs = Math.Min(routed.OldestReceivedMs, e.ReceivedMs);
            var share = ShareOf(e.Client);
            try
            {
                Route(Enrich(batch.Offsets[i], e, share), share, told, routed);
            }
#pragma warning disable CA1031 // one event that nobody foresaw must not stop its partition
            catch (Exception reason)
#pragma warning restore CA1031
            {
                routed.Failures.Add(new RoutingFailure(batch.Offsets[i], reason));
            }
        }

        foreach (var (client, share) in clients)
        {
            if (share.Receipts.Count + share.Facts.Count + share.Events.Count > 0)
            {
                routed.Clients.Add(client, new ClientObservations(batch.Partition, batch.Offsets[^1], [.. share.Receipts], [.. share.Facts], [.. share.Events]));
            }
        }

        ClientShare ShareOf(string client)
        {
            if (!clients.TryGetValue(client, out var share))
            {
                share = new ClientShare(policies.RulesOf(client));
                clients.Add(client, share);
            }

            return share;
        }
    }

    private void Route(EnrichedEvent e, ClientShare share, ToldFacts told, RoutedBatch routed)
    {
        Give(routed, e);
        if (Wanted(_clientDetectors, e) | IsNews(e, told))
        {
            share.Events.Add(e);
        }

        Tell(share, e, told);
    }

    private EnrichedEvent Enrich(long offset, SecurityEvent e, ClientShare share)
    {
        var enriched = new EnrichedEvent(offset, e, enricher.FactsOf(e), IsLate(e, share.Policy));
        return DeviceNames.IsWire(e) && e.Dst is not null ? enriched with { Dst = enricher.DestinationFactsOf(e) } : enriched;
    }

    private bool IsNews(EnrichedEvent e, ToldFacts told)
    {
        var isNews = false;
        foreach (var detector in _newsDetectors)
        {
            isNews |= detector.NewsOf(e) is { } news && told.IsNews(e.Event, detector.Id, FactKind.Detector, FactHash.Of(news));
        }

        return isNews;
    }

    private static bool IsLate(SecurityEvent e, ClientPolicy policy) =>
        e.ReceivedMs - e.TimeMs > policy.LateAfterMinutes * 60_000L;

    private static bool Wanted(IDetector[] detectors, EnrichedEvent e)
    {
        foreach (var detector in detectors)
        {
            if (detector.MayWant(e))
            {
                return true;
            }
        }

        return false;
    }

    private void Give(RoutedBatch routed, EnrichedEvent e)
    {
        var client = e.Event.Client;
        if (e.Event.UserKey is { } user)
        {
            routed.Add(EntityKey.User(client, user), e);
        }

        // A device of which only its traffic is seen lives when something about it matters.
        if (DeviceNames.Of(e.Event) is { } device && (e.Event.Device is not null || Wanted(_deviceDetectors, e)))
        {
            routed.Add(EntityKey.Device(client, device), e);
        }

        // An address lives when something about it matters: most addresses are seen once, and only in passing.
        if (e.Src.Ip is { } ip && Wanted(_addressDetectors, e))
        {
            routed.Add(EntityKey.Address(client, ip), e);
        }
    }

    // What the client learns as normal: who signs in from where, over what, when.
    private static void Tell(ClientShare share, EnrichedEvent e, ToldFacts told)
    {
        var isSignIn = e.Event.Class is EventClass.Authentication or EventClass.TunnelActivity
            && e.Event.Status == EventStatus.Success && e.Event.UserKey is not null;
        if (!isSignIn)
        {
            return;
        }

        if (e.Src.Geo?.Country is { } country && told.IsNews(e.Event, e.Event.UserKey!, FactKind.Country, FactHash.Of(country)))
        {
            Fact("country", country);
        }

        if (e.Src.Asn > 0 && told.IsNews(e.Event, e.Event.UserKey!, FactKind.Asn, (ulong)e.Src.Asn))
        {
            Fact("asn", e.Src.Asn.ToString(CultureInfo.InvariantCulture));
        }

        if (e.Event.Auth?.Service is { Length: > 0 } service && told.IsNews(e.Event, e.Event.UserKey!, FactKind.Service, FactHash.Of(service)))
        {
            Fact("service", service.ToLowerInvariant());
        }

        var hour = share.HourOfWeek(e.Event.TimeMs);
        if (told.IsNews(e.Event, e.Event.UserKey!, FactKind.Hour, (ulong)hour))
        {
            Fact("hour", hour.ToString(CultureInfo.InvariantCulture));
        }

        void Fact(string kind, string value) => share.Facts.Add(new ClientFact(kind, value, e.Event.UserKey!, e.Event.TimeMs));
    }

    private sealed class ClientShare(ClientRules rules)
    {
        public ClientPolicy Policy { get; } = rules.Policy;

        private long _quarter = long.MinValue;
        private int _hourOfWeek;

        /// <summary>Hour of the week on the client's clock, 0–167. Consecutive events are mostly of one quarter of an hour, whose look-up is kept.</summary>
        public int HourOfWeek(long timeMs)
        {
            const long quarterMs = 900_000;
            var quarter = timeMs / quarterMs;
            if (quarter != _quarter)
            {
                var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(timeMs), rules.Zone);
                (_quarter, _hourOfWeek) = (quarter, ((int)local.DayOfWeek * 24) + local.Hour);
            }

            return _hourOfWeek;
        }

        public List<OffsetReceipt> Receipts { get; } = [];

        public List<ClientFact> Facts { get; } = [];

        public List<EnrichedEvent> Events { get; } = [];
    }
}
