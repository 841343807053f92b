using System.Collections.Frozen;
using System.Net;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Network;

/// <summary>
/// Networks whose addresses stand for nobody in particular: content networks that answer for thousands of sites from one address, and
/// clouds whose addresses go from customer to customer within minutes, or are left by through one exit of many customers.
/// </summary>
internal static class SharedFronts
{
    // Cloudflare, Akamai, Fastly, Imperva, Edgio, CDN77, Bunny
    private static readonly FrozenSet<int> ContentNetworks = new[] { 13335, 209242, 20940, 16625, 54113, 19551, 15133, 60068, 200325 }.ToFrozenSet();

    private static readonly FrozenSet<int> Clouds = new[]
    {
        15169, 396982, 8075, 16509, 14618, 31898, 45102, 132203, 36351, // Google, Microsoft, Amazon, Oracle, Alibaba, Tencent, IBM
        714, 6185, 32934, 36459, 19679, 14340, 2906, 13414, // Apple, Meta, GitHub, Dropbox, Salesforce, Netflix, X
        22616, 53813, 394089, // Zscaler, Google Cloud's own
    }.ToFrozenSet();

    /// <summary>Thousands of sites answer from this address: that two devices call it does not say that they call the same.</summary>
    public static bool IsContentNetwork(AddressFacts facts) => ContentNetworks.Contains(facts.Asn);

    /// <summary>The address is public and of one party, as far as is known.</summary>
    public static bool IsOfOneParty(AddressFacts facts) =>
        IPAddress.TryParse(facts.Ip, out var address)
        && !IpText.IsPrivate(address)
        && facts.Egress is not (EgressClass.Private or EgressClass.KnownEgress)
        && !facts.Egress.IsShared()
        && !facts.IsClientVpn
        && facts.ServiceName is null
        && !ContentNetworks.Contains(facts.Asn)
        && !Clouds.Contains(facts.Asn);
}
