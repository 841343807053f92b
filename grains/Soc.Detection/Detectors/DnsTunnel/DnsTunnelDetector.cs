using System.Net;
using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.DnsTunnel;

/// <summary>
/// A device that carries data out in the names that it asks for: many different long names under one domain. How much they say an hour,
/// how many there are a day, and what they look like speak for it; services that put hashes in names, and answers as people get, against.
/// </summary>
public sealed class DnsTunnelDetector : Detector<DnsTunnelState>
{
    internal const string DetectorId = "dns_tunnel";
    internal const int HourSeconds = 3_600;

    /// <summary>Characters before the domain under which a name carries next to nothing: eight bytes at best.</summary>
    private const int MinCharacters = 12;

    private const int NoSuchName = 3;

    private readonly DnsTunnelOptions _options = DnsTunnelOptions.Default;

    public override string Id => DetectorId;

    public override EntityKind EntityKind => EntityKind.Device;

    public override bool Wants(EnrichedEvent e) =>
        e.Event is { Class: EventClass.DnsActivity, Dns.Query: { Length: > MinCharacters } query }
        && WireFlow.HasSaneTime(e.Event)
        && query[0] != '.'
        && query.Length - RegisteredDomain.Of(query).Length > MinCharacters
        && !query.EndsWith(".arpa", StringComparison.OrdinalIgnoreCase)
        && !query.EndsWith(".local", StringComparison.OrdinalIgnoreCase);

    protected override void Step(DnsTunnelState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var at = e.Event.TimeMs;
        state.Clock = state.Clock.Observe(at);
        var query = e.Event.Dns!.Query!.AsSpan().TrimEnd('.');
        var name = RegisteredDomain.Of(query);
        if (state.Open(StableHash.Of(name), at) is not { } domain)
        {
            return;
        }

        Count(domain, e.Event.Dns, at);
        if (!domain.IsNewName(StableHash.Of(query)))
        {
            return;
        }

        Measure(domain, query[..Math.Max(0, query.Length - name.Length - 1)]);
        var names = domain.Names.Count;
        var step = StepOf(domain);
        var level = _options.LevelOf(names);
        if ((step == 0 && level == 0) || names < _options.MinNames)
        {
            return;
        }

        if (domain.ToldNames > 0 && step <= domain.ToldStep && level <= domain.ToldLevel && (names < domain.ToldNames * 2 || domain.ToldNames >= DistinctSketch.Most))
        {
            return;
        }

        domain.ToldNames = names;
        domain.ToldLevel = (byte)Math.Max(level, (int)domain.ToldLevel);
        domain.ToldStep = (byte)Math.Max(step, (int)domain.ToldStep);
        var signal = DnsTunnelReport.Of(_options, state, domain, step, e, context);
        state.Usual = state.Usual.Touch(domain.Key, SeenTable.DayOf(at), DnsTunnelState.MaxUsual);
        if (signal is not null)
        {
            sink.Emit(signal);
        }
    }

    protected override IEnumerable<string> Describe(DnsTunnelState state, in DetectionContext context)
    {
        var busy = state.Domains.Count(d => d.Names.Count >= _options.MinNames);
        return [$"{Words.Count(state.Domains.Length, "domain")} with long names lately, {busy} of them with many."];
    }

    private static void Count(DnsDomain domain, DnsSection dns, long at)
    {
        domain.LastMs = Math.Max(domain.LastMs, at);
        var hour = (int)(at / (HourSeconds * 1000L));
        if (hour > domain.Hour)
        {
            (domain.Hour, domain.HourBytes, domain.HourMissing) = (hour, 0, 0);
        }

        domain.Questions++;
        domain.OddTypes += IsOdd(dns.QueryType) ? 1 : 0;
        if (dns.ResponseCode < 0)
        {
            return;
        }

        domain.Answered++;
        if (dns.ResponseCode == NoSuchName)
        {
            domain.Missing++;
            domain.PeakMissing = Math.Max(domain.PeakMissing, ++domain.HourMissing);
        }
        else if (dns.Answers.Length > 0 && IPAddress.TryParse(dns.Answers[^1], out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
        {
            // The unspecified address is a resolver's refusal, and says nothing of the name.
            domain.WithLoopback += IPAddress.IsLoopback(address) ? 1 : 0;
            domain.WithInside += !IPAddress.IsLoopback(address) && IpText.IsPrivate(address) ? 1 : 0;
            domain.WithAddress += IpText.IsPrivate(address) ? 0 : 1;
        }
    }

    // HTTPS and SRV records are asked for by browsers and by Windows.
    private static bool IsOdd(string? type) => type is "TXT" or "NULL" or "CNAME" or "MX" or "KEY" or "DNSKEY" or "PRIVATE" or "ANY" or "TYPE65399";

    private void Measure(DnsDomain domain, ReadOnlySpan<char> name)
    {
        var bits = NameEntropy.Of(name, out var characters);
        domain.NewNames++;
        domain.LongNames += NameEntropy.LongestLabel(name) >= _options.LongLabel ? 1 : 0;
        domain.RandomNames += bits >= _options.RandomBits ? 1 : 0;
        domain.HourBytes += (float)(characters * bits / 8 * domain.Names.ValuesANewBit);
        domain.PeakBytes = Math.Max(domain.PeakBytes, domain.HourBytes);
    }

    private int StepOf(DnsDomain domain)
    {
        var rate = domain.HourBytes / HourSeconds;
        return rate >= _options.VeryManyBytesASecond ? 3 : rate >= _options.ManyBytesASecond ? 2 : rate >= _options.MinBytesASecond ? 1 : 0;
    }
}
