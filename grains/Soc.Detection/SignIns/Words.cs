using System.Globalization;
using Soc.Model.Entities;

namespace Soc.Detection.SignIns;

/// <summary>Numbers and places as people say them.</summary>
internal static class Words
{
    public static string Number(double value) => Math.Round(value).ToString(CultureInfo.InvariantCulture);

    /// <summary>"1 failure", "7 failures".</summary>
    public static string Count(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>"40 seconds", "12 minutes", "5 hours", "21 days".</summary>
    public static string Span(long ms) => Math.Abs(ms) switch
    {
        < 60_000 => Count(Math.Abs(ms) / 1000, "second"),
        < 2 * 3_600_000 => Count(Math.Abs(ms) / 60_000, "minute"),
        < 2 * 86_400_000 => Count(Math.Abs(ms) / 3_600_000, "hour"),
        _ => Count(Math.Abs(ms) / 86_400_000, "day"),
    };

    /// <summary>"2026-03-02 07:15" in the client's time zone.</summary>
    public static string At(long ms, TimeZoneInfo zone)
    {
        // A time that no calendar holds comes from a broken clock: say so rather than throw.
        if (ms is < 0 or > 253_402_300_799_999)
        {
            return "an impossible time";
        }

        var utc = DateTimeOffset.FromUnixTimeMilliseconds(ms);
        return TimeZoneInfo.ConvertTime(utc, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>"198.51.100.7 (Zürich, CH; a residential line)".</summary>
    public static string Place(AddressFacts facts)
    {
        var where = facts.Geo is { Country: not null } geo ? (geo.City is null ? geo.Country : $"{geo.City}, {geo.Country}") : "place unknown";
        return $"{facts.Ip ?? "an unknown address"} ({where}; {facts.AsnName ?? Network(facts.Egress)})";
    }

    public static string Place(in SignInMark mark) =>
        $"{mark.Ip ?? "an unknown address"} ({mark.Country ?? "place unknown"}; {Network(mark.Egress)})";

    public static string Network(EgressClass egress) => egress switch
    {
        EgressClass.Private => "a private network",
        EgressClass.Residential => "a residential line",
        EgressClass.Mobile => "a mobile network",
        EgressClass.Business => "a business network",
        EgressClass.KnownEgress => "the company's own network",
        EgressClass.Hosting => "a hosting provider",
        EgressClass.CommercialVpn => "a commercial VPN",
        EgressClass.PrivacyRelay => "a privacy relay",
        EgressClass.Satellite => "a satellite or in-flight network",
        EgressClass.Tor => "the Tor network",
        _ => "a network of unknown kind",
    };

    /// <summary>Names joined: "a, b and 3 more".</summary>
    public static string Some(IReadOnlyList<string> names, int most = 4) => names.Count <= most
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(most))} and {names.Count - most} more";
}
