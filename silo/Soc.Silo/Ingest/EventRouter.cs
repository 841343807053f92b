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
    private readonly IDetector[] _clientDetectors = [.. catalog.For(EntityKind.Client)];

    /// <param name="told">Facts that this partition told the client already.</param>
    public RoutedBatch Route(LogBatch batch, ToldFacts told)
    {
        var routed = new RoutedBatch();
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

            var share = ShareOf(e.Client);
            var enriched = new EnrichedEvent(batch.Offsets[i], e, enricher.FactsOf(e), IsLate(e, share.Policy));
            routed.EventCount++;
            routed.OldestReceivedMs = Math.Min(routed.OldestReceivedMs, e.ReceivedMs);
            Give(routed, enriched);
            if (Wanted(_clientDetectors, enriched))
            {
                share.Events.Add(enriched);
            }

            Tell(share, enriched, told);
        }

        foreach (var (client, share) in clients)
        {
            if (share.Receipts.Count + share.Facts.Count + share.Events.Count > 0)
            {
                routed.Clients.Add(client, new ClientObservations(batch.Partition, batch.Offsets[^1], [.. share.Receipts], [.. share.Facts], [.. share.Events]));
            }
        }

        return routed;

        ClientShare ShareOf(string client)
        {
            if (!clients.TryGetValue(client, out var share))
            {
                share = new ClientShare(policies.Find(client) ?? ClientPolicy.DefaultFor(client), policies.ZoneOf(client));
                clients.Add(client, share);
            }

            return share;
        }
    }

    private static bool IsLate(SecurityEvent e, ClientPolicy policy) =>
        e.ReceivedMs - e.TimeMs > policy.LateAfterMinutes * 60_000L;

    private static bool Wanted(IDetector[] detectors, EnrichedEvent e)
    {
        foreach (var detector in detectors)
        {
            if (detector.Wants(e))
            {
                return true;
            }
        }

        return false;
    }

    private static void Add(RoutedBatch routed, EntityKey key, EnrichedEvent e)
    {
        if (!routed.Entities.TryGetValue(key, out var events))
        {
            events = [];
            routed.Entities.Add(key, events);
        }

        events.Add(e);
    }

    private void Give(RoutedBatch routed, EnrichedEvent e)
    {
        var client = e.Event.Client;
        if (e.Event.UserKey is { } user)
        {
            Add(routed, EntityKey.User(client, user), e);
        }

        if ((e.Event.Device?.Uid ?? e.Event.Device?.Hostname) is { Length: > 0 } device)
        {
            Add(routed, EntityKey.Device(client, device), e);
        }

        // An address lives when something about it matters: most addresses are seen once, and only in passing.
        if (e.Src.Ip is { } ip && Wanted(_addressDetectors, e))
        {
            Add(routed, EntityKey.Address(client, ip), e);
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

        if (e.Src.Geo?.Country is { } country)
        {
            Fact("country", country);
        }

        if (e.Src.Asn > 0)
        {
            Fact("asn", e.Src.Asn.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (e.Event.Auth?.Service is { Length: > 0 } service)
        {
            Fact("service", service.ToLowerInvariant());
        }

        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(e.Event.TimeMs), share.Zone);
        Fact("hour", (((int)local.DayOfWeek * 24) + local.Hour).ToString(System.Globalization.CultureInfo.InvariantCulture));

        void Fact(string kind, string value)
        {
            if (told.IsNews(e.Event.Client, kind, value, e.Event.UserKey!, e.Event.TimeMs))
            {
                share.Facts.Add(new ClientFact(kind, value, e.Event.UserKey!, e.Event.TimeMs));
            }
        }
    }

    private sealed class ClientShare(ClientPolicy policy, TimeZoneInfo zone)
    {
        public ClientPolicy Policy { get; } = policy;

        public TimeZoneInfo Zone { get; } = zone;

        public List<OffsetReceipt> Receipts { get; } = [];

        public List<ClientFact> Facts { get; } = [];

        public List<EnrichedEvent> Events { get; } = [];
    }
}
