using Soc.Capture.Payload;
using Soc.Capture.Protocols.Dhcp;
using Soc.Capture.Protocols.Dns;
using Soc.Capture.Protocols.Kerberos;
using Soc.Capture.Protocols.Quic;
using Soc.Fuzz.Targets;
using Soc.Fuzz.Targets.Wire;
using Soc.Parsing;

namespace Soc.Fuzz;

/// <summary>Every target: all parsers of the catalogue by themselves, and the readers around them.</summary>
internal static class FuzzTargets
{
    private static readonly SourceCatalog Catalog = SourceCatalog.Load();

    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        .. Catalog.Parsers.Select(p => new ParserTarget(Catalog, p)),
        new CatalogTarget(Catalog),
        new SyslogFramingTarget(),
        new HecEnvelopesTarget(),
        new HecRawTarget(),
        new HecGzipTarget(),
        new LogSegmentTarget(),
        new EventCodecTarget(Catalog),
        new OcsfReaderTarget(),
        new IndicatorDocumentsTarget(),
        new CaptureEngineTarget(),
        new CaptureFileTarget(),
        new FlowTableTarget(),
        .. ProtocolCatalog.Load().Streams.Select(p => new StreamProtocolTarget(p)),
        new DatagramProtocolTarget("dns", DnsDatagrams.Dns, 53),
        new DatagramProtocolTarget("mdns", DnsDatagrams.Mdns, 5_353),
        new DatagramProtocolTarget("llmnr", DnsDatagrams.Llmnr, 5_355),
        new DatagramProtocolTarget("netbios", DnsDatagrams.Netbios, 137),
        new DatagramProtocolTarget("dhcp", new DhcpDatagrams(), 67),
        new DatagramProtocolTarget("dhcpv6", new Dhcp6Datagrams(), 547),
        new DatagramProtocolTarget("kerberos", new KerberosDatagramProtocol(), 88),
        new DatagramProtocolTarget("quic", new QuicProtocol(), 443),
        new QuicFramesTarget(),
        new SpoolTarget(),
        new SensorDocumentsTarget(),
        new SensorBatchTarget(),
    ];

    /// <exception cref="ArgumentException">There is no such target.</exception>
    public static IFuzzTarget Find(string name) =>
        All.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"There is no target '{name}'. There are: {string.Join(", ", All.Select(t => t.Name))}.", nameof(name));
}
