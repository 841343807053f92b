using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Net;
using Soc.Enrichment.Egress;
using Soc.Enrichment.Geo;
using Soc.Enrichment.Indicators;
using Soc.Enrichment.Policies;
using Soc.Enrichment.Ranges;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Enrichment;

/// <inheritdoc cref="IEnricher"/>
public sealed class Enricher(GeoDatabases geo, OperatorLists lists, IndicatorSnapshot indicators, ClientPolicies policies, EnrichmentOptions options) : IEnricher
{
    private readonly ConcurrentDictionary<(string Client, string Ip), CachedFacts> _cache = new();

    public AddressFacts FactsOf(SecurityEvent e)
    {
        if (e.Src?.Ip is not { } ip)
        {
            return AddressFacts.None;
        }

        var policy = policies.Compiled(e.Client);
        var stamp = new Stamp(lists.Generation, indicators.Generation, policy?.Policy.Version ?? 0);
        if (_cache.TryGetValue((e.Client, ip), out var cached) && cached.Stamp == stamp)
        {
            return cached.Facts;
        }

        var facts = Look(e.Client, ip, policy);
        if (_cache.Count >= options.CachedAddresses)
        {
            _cache.Clear();
        }

        _cache[(e.Client, ip)] = new CachedFacts(stamp, facts);
        return facts;
    }

    private AddressFacts Look(string client, string ip, CompiledPolicy? policy)
    {
        if (!IPAddress.TryParse(ip, out var address))
        {
            return AddressFacts.None;
        }

        var number = IpRange.NumberOf(address);
        var known = policy?.Egress.Find(number);
        var isPrivate = IpText.IsPrivate(address);
        var (asn, name) = isPrivate ? (0, null) : geo.NetworkOf(address);
        var entry = lists.Find(number);
        var listed = indicators.Find(client, ip, number);
        return new AddressFacts
        {
            Ip = ip,
            Egress = known is not null ? EgressClass.KnownEgress : isPrivate ? EgressClass.Private : ClassOf(address, entry, asn, name),
            Geo = isPrivate ? null : geo.PlaceOf(address),
            Asn = asn,
            AsnName = name,
            ServiceName = known?.Name ?? entry?.ServiceName,
            Indicators = listed,
            NetworkHash = NetworkHash(address, number),
            GeoAvailable = geo.HasCity,
            IsClientVpn = known?.IsVpn ?? false,
        };
    }

    private EgressClass ClassOf(IPAddress address, ListEntry? entry, int asn, string? name)
    {
        if (entry is not null)
        {
            return entry.Egress;
        }

        var anonymity = geo.AnonymityOf(address);
        return anonymity != EgressClass.Unknown ? anonymity : AsnClasses.Of(asn, name);
    }

    // /24 for IPv4, /48 for IPv6.
    private static ulong NetworkHash(IPAddress address, UInt128 number)
    {
        var isV4 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
        var network = number >> (isV4 ? 8 : 80);
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, network);
        return XxHash3.HashToUInt64(bytes) | 1;
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Stamp(int Lists, int Indicators, long Policy);

    private sealed record CachedFacts(Stamp Stamp, AddressFacts Facts);
}
