using Soc.Model.Entities;

namespace Soc.Detection.Credentials;

/// <summary>Evidence that several credential detectors give in the same words.</summary>
internal static class SignalDraftExtensions
{
    /// <summary>Networks that people seldom sign in from, and attackers often.</summary>
    public static bool IsAnonymous(EgressClass egress) => egress is EgressClass.Hosting or EgressClass.CommercialVpn or EgressClass.Tor;

    /// <summary>Weighs the kind of network that a sign-in came from.</summary>
    public static void WeighNetwork(this SignalDraft draft, EgressClass egress, double torWeight = 15, double hostingWeight = 8, double vpnWeight = 6)
    {
        var weight = egress switch
        {
            EgressClass.Tor => torWeight,
            EgressClass.Hosting => hostingWeight,
            EgressClass.CommercialVpn => vpnWeight,
            _ => 0,
        };
        if (weight > 0)
        {
            draft.For("anonymous_network", $"It came from {Words.Network(egress)}, where people seldom sign in from themselves.", weight);
        }
    }
}
