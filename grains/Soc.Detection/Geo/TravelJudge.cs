using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;

namespace Soc.Detection.Geo;

/// <summary>Weighs a pair of stays: how fast one would have had to travel, and what speaks for and against it.</summary>
internal sealed class TravelJudge(string detector, TravelOptions options)
{
    /// <summary>What the positions alone say.</summary>
    /// <returns>False when somebody could have travelled, or nobody needed to.</returns>
    public bool IsImpossible(in SignInPlace a, in SignInPlace b, out double km, out long gapMs)
    {
        km = 0;
        gapMs = Math.Max(0, b.FirstMs - a.LastMs);
        if (a.IsSamePlaceAs(b) || gapMs > (long)options.Window.TotalMilliseconds)
        {
            return false;
        }

        // Most pairs lie in one town: a degree is 111 km at most, so that these are nearer than what counts.
        var nearDegrees = options.MinDistanceKm / 160;
        if (Math.Abs(a.Latitude - b.Latitude) < nearDegrees && Math.Abs(a.Longitude - b.Longitude) < nearDegrees)
        {
            return false;
        }

        // Accuracy radii are taken off: what is left was certainly travelled. NaN fails every comparison below.
        km = GreatCircle.Km(a.Latitude, a.Longitude, b.Latitude, b.Longitude) - Error(a) - Error(b);
        return km >= options.MinDistanceKm && Speed(km, gapMs) >= options.MinSpeedKmh;
    }

    public bool IsConcurrent(long gapMs) => gapMs < (long)options.ConcurrentWithin.TotalMilliseconds;

    /// <summary>The evidence of an impossible pair, <paramref name="a"/> the earlier.</summary>
    public SignalDraft Weigh(in SignInPlace a, in SignInPlace b, double km, long gapMs, int timesBefore, in DetectionContext context)
    {
        var draft = new SignalDraft(detector, context);
        var speed = Speed(km, gapMs);
        if (IsConcurrent(gapMs))
        {
            draft.For("simultaneous", gapMs == 0
                ? "The user was active in both places at the same moment."
                : $"Only {Say.Duration(gapMs)} lie between the two sign-ins.", 62);
        }
        else
        {
            draft.For("speed_kmh", $"Between {a.Name} and {b.Name} lie {Say.Km(km)} and {Say.Duration(gapMs)}: {Say.Number(speed)} km/h. An airliner flies at 900.", speed >= 2 * options.MinSpeedKmh ? 62 : 56);
        }

        draft.For("distance_km", $"The places are at least {Say.Km(km)} apart, the error of the geo database taken off.", km >= options.FarKm ? 8 : 3);
        var suspect = Suspect(a, b);
        Circumstances(draft, suspect, a, b);
        if (timesBefore >= options.UsualDays)
        {
            draft.Against("usual_transition", $"The user jumped between these two places on {Say.Number(timesBefore)} days before.", 20);
        }

        Networks(draft, suspect);
        Gateways(draft, a, b, context);
        return draft;
    }

    /// <summary>The stay that is less like the user; the later one when neither is.</summary>
    public static SignInPlace Suspect(in SignInPlace a, in SignInPlace b) => Strangeness(a) > Strangeness(b) ? a : b;

    private static int Strangeness(in SignInPlace p) =>
        (p.Has(PlaceTraits.UsualCountry) ? 0 : 2) + (p.Has(PlaceTraits.UsualNetwork) ? 0 : 1) + (p.Has(PlaceTraits.NewCountry) ? 1 : 0) - (p.IsGateway ? 8 : 0);

    private void Circumstances(SignalDraft draft, in SignInPlace suspect, in SignInPlace a, in SignInPlace b)
    {
        if (suspect.Has(PlaceTraits.NewCountry))
        {
            draft.For("new_country", $"The user was never seen in {CountryCode.Unpack(suspect.Country)} before.", 10);
        }

        if (suspect.Has(PlaceTraits.Mfa))
        {
            draft.Against("mfa_satisfied", $"The second factor was given in {suspect.Name}.", 6);
        }
        else if (suspect.Has(PlaceTraits.NoMfa))
        {
            draft.For("no_mfa", $"No second factor was given in {suspect.Name}.", 10);
        }
        else if (suspect.Has(PlaceTraits.TokenMfa))
        {
            draft.For("mfa_from_token", "The second factor came from an earlier token, which can be stolen; nobody was asked.", 4);
        }

        if (a.Device != 0 && b.Device != 0)
        {
            _ = a.Device == b.Device
                ? draft.Against("same_device", "Both sign-ins name the same device.", 6)
                : draft.For("other_device", "The two sign-ins came from different devices.", 6);
        }

        if (suspect.Has(PlaceTraits.TrustedDevice))
        {
            draft.Against("managed_device", $"The device in {suspect.Name} is managed or compliant.", 6);
        }
        else if (suspect.Has(PlaceTraits.UntrustedDevice))
        {
            draft.For("unmanaged_device", $"The device in {suspect.Name} is not managed.", 5);
        }

        if (suspect.Bytes >= options.BigTransferBytes)
        {
            draft.For("big_transfer", $"{Say.Bytes(suspect.Bytes)} were moved from {suspect.Name} since.", 22);
        }

        if (suspect.Has(PlaceTraits.UnusualHour))
        {
            draft.For("unusual_hour", "The user does not sign in at this hour of the day.", 6);
        }

        if (suspect.Has(PlaceTraits.ProviderRisk))
        {
            draft.For("provider_risk", "The identity provider saw risk in the sign-in itself.", 6);
        }
    }

    private static void Networks(SignalDraft draft, in SignInPlace suspect)
    {
        if (suspect.Has(PlaceTraits.UsualNetwork))
        {
            draft.Against("usual_network", "The user signed in through this provider on several days before.", 12);
        }
        else if (suspect.Has(PlaceTraits.UsualCountry))
        {
            draft.Against("usual_country", $"The user is often in {CountryCode.Unpack(suspect.Country)}.", 8);
        }

        switch (suspect.Egress)
        {
            case EgressClass.Tor:
                draft.For("tor_exit", "One end is a Tor exit: its place says nothing, but people who hide come this way.", 12);
                break;
            case EgressClass.Hosting when !suspect.IsGateway:
                draft.For("hosting_egress", "One end belongs to a hosting provider: no person sits there, somebody uses a machine there.", 2);
                break;
            default:
                break;
        }
    }

    /// <summary>Ends that are gateways of somebody who may sit elsewhere.</summary>
    private static void Gateways(SignalDraft draft, in SignInPlace a, in SignInPlace b, in DetectionContext context)
    {
        foreach (var end in (SignInPlace[])[a, b])
        {
            if (end.Has(PlaceTraits.VpnExit))
            {
                var name = DeclaredEgress.Of(end.Ip, context.Policy)?.Name ?? "the corporate VPN";
                draft.Explain("corporate_vpn_exit", 10, "known_vpn_exit", $"{end.Ip} is an exit that the client declared ({name}): the user behind it may be anywhere, so this is no journey.");
            }
            else if (end.Has(PlaceTraits.CloudService))
            {
                draft.Explain("cloud_service_uses_credential", 20, "cloud_service", $"{end.Ip} is a cloud service that signs in with the user's stored credential: no person is there.");
            }
            else if (end.Egress == EgressClass.PrivacyRelay)
            {
                draft.Explain("privacy_relay", 20, "privacy_relay", $"{end.Ip} is a privacy relay, which leaves the network where it likes.");
            }
            else if (end.Egress == EgressClass.Satellite)
            {
                draft.Explain("in_flight_network", 20, "satellite_gateway", $"{end.Ip} belongs to a satellite or in-flight network, whose gateway can be a continent away.");
            }
        }

        foreach (var end in (SignInPlace[])[a, b])
        {
            if (end.Egress == EgressClass.Mobile)
            {
                _ = a.Country == b.Country
                    ? draft.Explain("mobile_gateway", 20, "mobile_gateway", $"{end.Ip} is a mobile carrier's gateway in the same country; carriers use few for all of it.")
                    : draft.Against("mobile_gateway", $"{end.Ip} is a mobile carrier's gateway; a phone that roams leaves the network at home.", 15);
                return;
            }

            if (end.Egress == EgressClass.CommercialVpn)
            {
                _ = end.Has(PlaceTraits.UsualNetwork)
                    ? draft.Explain("commercial_vpn", 25, "commercial_vpn", $"{end.Ip} belongs to a commercial VPN that the user often comes through.")
                    : draft.Against("commercial_vpn", $"{end.Ip} belongs to a commercial VPN: its place says little. The user was not known to use it.", 15);
                return;
            }
        }
    }

    private double Error(in SignInPlace p) => p.RadiusKm + (p.Egress == EgressClass.Mobile ? options.MobileErrorKm : 0);

    /// <summary>km/h; under a minute counts as a minute, so that a moment has a speed.</summary>
    private static double Speed(double km, long gapMs) => km / (Math.Max(gapMs, 60_000) / 3_600_000.0);
}
