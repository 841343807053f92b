using System.Runtime.InteropServices;
using Soc.Enrichment.Ranges;
using Soc.Model.Entities;

namespace Soc.Enrichment.Egress;

/// <summary>What all lists together say of an address.</summary>
/// <param name="Egress">Unknown when no list holds the address.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ListVerdict(EgressClass Egress, string? ServiceName)
{
    /// <summary>
    /// Tor, then a commercial VPN, then a relay: an exit stays an exit inside a provider's ranges. Otherwise the narrowest
    /// range decides; the service is that of the narrowest list that names one.
    /// </summary>
    public static ListVerdict Of(RangeNode<ListEntry>? narrowest)
    {
        var egress = EgressClass.Unknown;
        string? service = null;
        for (var node = narrowest; node is not null; node = node.Around)
        {
            egress = egress == EgressClass.Unknown || Rank(node.Value.Egress) > Rank(egress) ? node.Value.Egress : egress;
            service ??= node.Value.ServiceName;
        }

        return new ListVerdict(egress, service);
    }

    private static int Rank(EgressClass egress) => egress switch
    {
        EgressClass.Tor => 4,
        // A relay publishes its own ranges; collections of VPN ranges often hold them too.
        EgressClass.PrivacyRelay => 3,
        EgressClass.CommercialVpn => 2,
        _ => 0,
    };
}
