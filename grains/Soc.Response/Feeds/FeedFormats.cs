using Soc.Model.Response.Feeds;
using Soc.Response.Feeds.Formats;

namespace Soc.Response.Feeds;

/// <summary>The feeds that are one document each; CrowdSec and TAXII ask for parts.</summary>
public static class FeedFormats
{
    /// <summary>The decisions stream of CrowdSec, in metrics and lists.</summary>
    public const string CrowdSec = "crowdsec";

    /// <summary>TAXII 2.1, in metrics and lists.</summary>
    public const string Taxii = "taxii";

    private const string PlainText = "text/plain; charset=utf-8";
    private const string Json = "application/json";

    public static IReadOnlyList<FeedFormat> All { get; } =
    [
        new("paloalto_ip", "paloalto/ip.txt", PlainText, "PAN-OS external dynamic list of addresses.", IsNetwork, (view, _) => PanOsLists.Addresses(view)),
        new("paloalto_domain", "paloalto/domain.txt", PlainText, "PAN-OS external dynamic list of domains.", IsDomain, (view, _) => TextLists.Domains(view)),
        new("paloalto_url", "paloalto/url.txt", PlainText, "PAN-OS external dynamic list of URLs.", IsDomain, (view, _) => PanOsLists.Urls(view)),
        new("fortigate_ip", "fortigate/ip.txt", PlainText, "FortiGate threat feed of addresses.", IsNetwork, (view, _) => TextLists.Addresses(view)),
        new("fortigate_domain", "fortigate/domain.txt", PlainText, "FortiGate threat feed of domains.", IsDomain, (view, _) => TextLists.Domains(view)),
        new("checkpoint", "checkpoint/objects.json", Json, "Check Point generic data center.", IsNetwork, (view, _) => CheckPointObjects.Render(view)),
        new("plain_ip", "plain/ip.txt", PlainText, "Addresses and networks, one a line.", IsNetwork, (view, _) => TextLists.Addresses(view)),
        new("plain_domain", "plain/domain.txt", PlainText, "Domains, one a line.", IsDomain, (view, _) => TextLists.Domains(view)),
        new("stix", "stix/bundle.json", "application/stix+json;version=2.1", "STIX 2.1 bundle of indicators.", static _ => true, (view, _) => StixBundle.Render(view)),
        new("rpz", "dns/rpz.zone", "text/dns; charset=utf-8", "DNS response policy zone: blocked domains, and those that never are.", IsDomain, RpzZone.Render),
    ];

    internal static bool IsNetwork(BlockKind kind) => kind is BlockKind.Address or BlockKind.Network;

    internal static bool IsDomain(BlockKind kind) => kind == BlockKind.Domain;
}
