using System.Buffers.Binary;
using System.IO.Hashing;
using System.Net;
using System.Net.Sockets;
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
    private readonly AddressCache _cache = new(options.CachedAddresses);

    public AddressFacts FactsOf(SecurityEvent e) => FactsOf(e, e.Src?.Ip);

    public AddressFacts DestinationFactsOf(SecurityEvent e) => FactsOf(e, e.Dst?.Ip);

    private AddressFacts FactsOf(SecurityEvent e, string? ip)
    {
        if (ip is null)
        {
            return AddressFacts.None;
        }

        // Taken once: the facts are of one state of each snapshot, whatever is published meanwhile.
        var listed = lists.Current;
        var known = indicators.Current;
        var policy = policies.Compiled(e.Client);
        var sources = new AddressCache.Sources(listed, known, policy);
        if (_cache.Find(e.Client, ip, sources, e.TimeMs) is { } kept)
        {
            return kept;
        }

        if (!IPAddress.TryParse(ip, out var address))
        {
            return AddressFacts.None;
        }

        var number = IpRange.NumberOf(address);
        var listings = known.Find(e.Client, number, e.TimeMs);
        var facts = Look(ip, address, number, policy, ListVerdict.Of(listed.Narrowest(number))) with { Indicators = listings.Hits };
        _cache.Keep(e.Client, ip, sources, listings.FromMs, listings.UntilMs, facts);
        return facts;
    }

    private AddressFacts Look(string ip, IPAddress address, UInt128 number, CompiledPolicy? policy, ListVerdict list)
    {
        var own = policy?.Egress.Find(number);
        var isPrivate = IpText.IsPrivate(address);
        var (asn, name) = isPrivate ? (0, null) : geo.NetworkOf(address);
        var (egress, isGuess) = own is not null ? (EgressClass.KnownEgress, false)
            : isPrivate ? (EgressClass.Private, false)
            : ClassOf(address, list, asn, name);
        return new AddressFacts
        {
            Ip = ip,
            Egress = egress,
            Geo = isPrivate ? null : geo.PlaceOf(address),
            Asn = asn,
            AsnName = name,
            ServiceName = own?.Name ?? list.ServiceName,
            NetworkHash = NetworkHash(address, number),
            GeoAvailable = geo.HasCity,
            IsClientVpn = own?.IsVpn ?? false,
            IsEgressGuessed = isGuess,
        };
    }

    private (EgressClass Class, bool IsGuess) ClassOf(IPAddress address, ListVerdict list, int asn, string? name)
    {
        if (list.Egress != EgressClass.Unknown)
        {
            return (list.Egress, false);
        }

        var anonymity = geo.AnonymityOf(address);
        return anonymity != EgressClass.Unknown ? (anonymity, false) : AsnClasses.Of(asn, name);
    }

    // /24 for IPv4, /48 for IPv6.
    private static ulong NetworkHash(IPAddress address, UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number >> (address.AddressFamily == AddressFamily.InterNetwork ? 8 : 80));
        var hash = XxHash3.HashToUInt64(bytes);
        return hash == 0 ? 1 : hash;
    }
}
