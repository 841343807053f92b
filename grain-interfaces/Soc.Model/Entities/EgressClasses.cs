namespace Soc.Model.Entities;

/// <summary>What a kind of network says about who is behind an address of it.</summary>
public static class EgressClasses
{
    /// <summary>
    /// Many people who have nothing to do with each other come from one address. A hosting provider's is not of these: it is mostly
    /// one customer's for a while.
    /// </summary>
    public static bool IsShared(this EgressClass egress) =>
        egress is EgressClass.Mobile or EgressClass.CommercialVpn or EgressClass.PrivacyRelay or EgressClass.Satellite or EgressClass.Tor;
}
