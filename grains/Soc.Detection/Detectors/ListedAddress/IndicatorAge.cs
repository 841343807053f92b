using Soc.Model.Entities;

namespace Soc.Detection.Detectors.ListedAddress;

/// <summary>
/// What a listing is still worth. The curve is MISP's, s = base·(1−(t/τ)^(1/δ)) (MISP decaying models, NIDS: δ 2, cut 30);
/// the lifetime τ goes by the kind of network, since a home or mobile address belongs to somebody else within days, while
/// a hosted server stays with its tenant for months.
/// </summary>
public static class IndicatorAge
{
    /// <summary>Score, 0–100, under which a listing is stale (MISP's cut for network indicators).</summary>
    public const double StaleBelow = 30;

    private const double Delta = 2;
    private const double DayMs = 86_400_000;

    /// <summary>Days after which a listing of an address of this kind says nothing more. Hosting: MISP's 120; unknown: OpenCTI's 47; the others by how fast the addresses change hands.</summary>
    public static double LifetimeDays(EgressClass egress) => egress switch
    {
        EgressClass.Mobile => 7,
        EgressClass.Residential or EgressClass.Satellite => 14,
        EgressClass.PrivacyRelay => 21,
        EgressClass.Business or EgressClass.KnownEgress => 30,
        EgressClass.CommercialVpn => 90,
        EgressClass.Hosting or EgressClass.Tor => 120,
        _ => 47,
    };

    /// <summary>Days between the listing and a moment; 0 when it was listed after it.</summary>
    public static double AgeDays(IndicatorHit hit, long atMs) => Math.Max(0, (atMs - hit.ListedMs) / DayMs);

    /// <summary>Aged score, 0–100. Each sighting as a false positive halves it.</summary>
    public static double Score(IndicatorHit hit, long atMs, EgressClass egress)
    {
        var part = AgeDays(hit, atMs) / LifetimeDays(egress);
        var aged = part >= 1 ? 0 : Math.Clamp(hit.BaseScore, 0, 100) * (1 - Math.Pow(part, 1 / Delta));
        return aged * Math.Pow(0.5, Math.Clamp(hit.FalsePositiveSightings, 0, 10));
    }
}
