using Soc.Model.Entities;

namespace Soc.Detection.SignIns;

/// <summary>Evidence that several detectors give in the same words.</summary>
internal sealed partial class SignalDraft
{
    /// <summary>What holds for every sign-in, whatever the detector.</summary>
    public SignalDraft Circumstances(SignIn s)
    {
        if (s.HasFreshMfa)
        {
            Against("mfa_satisfied", "The second factor was given in this sign-in.", 8);
        }
        else if (s.HasNoMfa)
        {
            For("no_mfa", "No second factor was given.", 10);
        }

        if (s.IsTrustedDevice)
        {
            Against("managed_device", "The device is managed or compliant.", 8);
        }

        if (s.IsRiskyToProvider)
        {
            For("provider_risk", $"The identity provider rates this sign-in as {s.Event.Auth!.ProviderRisk} risk.", 8);
        }

        switch (s.From.Egress)
        {
            case EgressClass.Tor:
                For("tor_exit", "The sign-in came through Tor.", 20);
                break;
            case EgressClass.Hosting when s.CloudService is null:
                For("hosting_egress", "The address belongs to a hosting provider, where people do not sit.", 6);
                break;
            default:
                break;
        }

        return this;
    }

    /// <summary>Weighs the kind of network that a sign-in came from.</summary>
    public SignalDraft WeighNetwork(EgressClass egress, double torWeight = 15, double hostingWeight = 8, double vpnWeight = 6)
    {
        var weight = egress switch
        {
            EgressClass.Tor => torWeight,
            EgressClass.Hosting => hostingWeight,
            EgressClass.CommercialVpn => vpnWeight,
            _ => 0,
        };
        return weight > 0
            ? For("anonymous_network", $"It came from {Words.Network(egress)}, where people seldom sign in from themselves.", weight)
            : this;
    }
}
