using Soc.Detection.Geo;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.ListedAddress;

/// <summary>
/// Weighs one sign-in from a listed address. What speaks against the listing counts fully only when all of it fits: the
/// listing stale for this kind of address, a second factor given now, the user in that place already, and nothing that
/// contradicts (failures before, an anonymous network, a country that is new). Otherwise it counts for little, since an
/// attacker can have any one of these.
/// </summary>
internal sealed class ListedAddressJudge(ListedAddressOptions options, ListedAddressState state, SignInMemory memory)
{
    public const string StaleListingWithMfa = "stale_listing_with_mfa";

    /// <summary>Adds the evidence; returns the benign reading, or null.</summary>
    public string? Weigh(SignalDraft draft, in ListedSignIn signIn)
    {
        var at = signIn.TimeMs;
        var egress = signIn.Facts.Egress;
        var aged = signIn.Facts.Indicators.Length == 0 ? 0 : signIn.Facts.Indicators.Max(h => IndicatorAge.Score(h, at, egress));
        var isStale = aged < IndicatorAge.StaleBelow;
        var failures = FailuresBefore(at, draft);
        var factor = FactorOf(signIn, draft);
        var presence = PresenceAt(signIn);
        var isAnonymous = SignIn.IsAnonymous(egress);
        var isBackground = signIn.Mark.Has(SignInFlags.Background);
        var clears = isStale && failures == 0 && factor == Factor.Now && presence.IsHere && !isAnonymous && !isBackground;

        WeighListing(draft, signIn, aged, isStale, clears);
        WeighFailures(draft, failures, clears);
        WeighFactor(draft, factor, clears);
        WeighPresence(draft, presence, signIn, clears);
        WeighProducts(draft, at);
        draft.WeighNetwork(egress);
        if (egress is EgressClass.Residential or EgressClass.Mobile)
        {
            draft.Against("ordinary_line", $"The address is {Words.Network(egress)}, which many people use one after another.", clears ? 3 : 1);
        }

        if (signIn.DeviceKnown)
        {
            draft.Against("known_device", "The device is managed, or was used by this user before.", clears ? 4 : 2);
        }

        if (isBackground)
        {
            draft.Against("background", "A token was used in the background; nobody typed anything.", 10);
        }

        if (!clears)
        {
            return null;
        }

        if (draft.Score > options.ClearedAtMost)
        {
            draft.Against("all_of_it_fits", "Stale listing, second factor and place fit together: nothing is left that points to an intruder.", draft.Score - options.ClearedAtMost);
        }

        return StaleListingWithMfa;
    }

    private static void WeighListing(SignalDraft draft, in ListedSignIn signIn, double aged, bool isStale, bool clears)
    {
        var hits = signIn.Facts.Indicators;
        var lists = hits.Select(h => h.List).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        var at = signIn.TimeMs;
        var newest = hits.MinBy(h => IndicatorAge.AgeDays(h, at));
        var egress = signIn.Facts.Egress;
        draft.For(
            "address_listed",
            $"{signIn.Mark.Ip} stands on {Words.Some(lists)}{(newest is null or { Category: "unspecified" } ? "" : $" as {newest.Category}")}.",
            60);
        if (newest is null)
        {
            return;
        }

        var days = IndicatorAge.AgeDays(newest, at);
        var age = days < 1 ? "less than a day" : Words.Count((long)days, "day");
        var lifetime = Words.Number(IndicatorAge.LifetimeDays(egress));
        if (isStale)
        {
            var sightings = hits.Sum(h => h.FalsePositiveSightings);
            var why = sightings == 0
                ? $"on {Words.Network(egress)} a listing says nothing more after {lifetime} days, since such addresses change hands"
                : $"people marked it as wrong {Words.Count(sightings, "time")}, and on {Words.Network(egress)} a listing says nothing more after {lifetime} days";
            draft.Against(
                "listing_stale",
                $"The newest listing is {age} old and is worth {Words.Number(aged)} of 100 now: {why}.",
                clears ? 18 : 5);
        }
        else
        {
            draft.For(
                "listing_fresh",
                $"The listing is {age} old and still worth {Words.Number(aged)} of 100; on {Words.Network(egress)} it holds for up to {lifetime} days.",
                Math.Max(10, aged * 0.2));
        }

        if (lists.Length > 1)
        {
            draft.For("several_lists", $"{lists.Length} lists agree, though lists copy one another.", Math.Min(6, 3 * (lists.Length - 1)));
        }
    }

    private static void WeighFailures(SignalDraft draft, int failures, bool clears)
    {
        if (failures > 0)
        {
            draft.For("failures_before", $"{Words.Count(failures, "failed attempt")} in the hour before it.", Math.Min(24, 12 + (2 * failures)));
        }
        else
        {
            draft.Against("no_failures_before", "No failed attempt in the hour before it.", clears ? 4 : 1);
        }
    }

    private static void WeighFactor(SignalDraft draft, Factor factor, bool clears)
    {
        switch (factor)
        {
            case Factor.Now:
                draft.Against("mfa_satisfied", "A second factor was given for this sign-in.", clears ? 12 : 4);
                break;
            case Factor.FromToken:
                draft.Against("mfa_from_token", "A second factor was given once, but an older token answered for it now.", 2);
                draft.For("mfa_not_asked_now", "Nobody was asked for a second factor now.", 6);
                break;
            case Factor.Elsewhere:
                draft.For("mfa_elsewhere", "A second factor was given about then, but for a sign-in from another network.", 12);
                break;
            case Factor.Absent:
                draft.For("no_mfa", "It went through without a second factor.", 16);
                break;
            default:
                draft.For("mfa_unknown", "No source reports a second factor for it.", 13);
                break;
        }
    }

    private void WeighPresence(SignalDraft draft, Presence presence, in ListedSignIn signIn, bool clears)
    {
        var where = signIn.Facts.Geo is { Country: not null } geo ? geo.City is null ? geo.Country : $"{geo.City}, {geo.Country}" : null;
        if (presence.IsHere)
        {
            draft.Against(
                "user_is_there",
                $"The user is in that place: last seen there from an unlisted address on {Say.Day(presence.LastDay * 86_400_000L)}{(presence.IsSameNetwork ? ", on the same provider's network" : "")}{(where is null ? "" : $" ({where})")}.",
                clears ? (presence.IsSameNetwork ? 12 : 10) : 4);
        }
        else if (where is null)
        {
            draft.For("place_unknown", signIn.Facts.GeoAvailable ? "The place of the address is unknown." : "There is no geo database, so nothing is known of the place.", 0);
        }
        else if (presence.IsNewCountry)
        {
            draft.For("new_country", $"The user was not seen in {where} before.", 10);
        }
        else if (!presence.HasHistory)
        {
            draft.For("no_history", "It is not known yet where this user usually is.", 0);
        }
        else
        {
            draft.For("not_seen_there_lately", $"The user was not seen near {where} in the last {options.PresentWithin.Days} days.", 5);
        }
    }

    private void WeighProducts(SignalDraft draft, long at)
    {
        if (state.Findings is null)
        {
            return;
        }

        var window = (long)options.FailuresBefore.TotalMilliseconds;
        var products = new List<string>();
        foreach (ref readonly var finding in state.Findings.Between(at - window, at + window))
        {
            draft.Rests(finding.Id);
            if (finding.Product.Text is { } product && !products.Contains(product, StringComparer.Ordinal))
            {
                products.Add(product);
            }
        }

        if (products.Count > 0)
        {
            draft.For(
                "other_products",
                $"{Words.Some(products)} raised {(products.Count == 1 ? "an alert" : "alerts")} as well; {(products.Count == 1 ? "it" : "they")} may rest on the same listing.",
                Math.Min(6, 3 * products.Count));
        }
    }

    private int FailuresBefore(long at, SignalDraft draft)
    {
        if (state.Failures is null)
        {
            return 0;
        }

        var failures = state.Failures.Between(at - (long)options.FailuresBefore.TotalMilliseconds, at);
        foreach (ref readonly var failure in failures)
        {
            draft.Rests(failure.Id);
        }

        return failures.Length;
    }

    private Factor FactorOf(in ListedSignIn signIn, SignalDraft draft)
    {
        if (signIn.Mark.Has(SignInFlags.MfaNow))
        {
            return Factor.Now;
        }

        var result = signIn.Mark.Has(SignInFlags.MfaFromToken) ? Factor.FromToken : signIn.Mark.Has(SignInFlags.MfaAbsent) ? Factor.Absent : Factor.Unknown;

        // An identity provider that saw the whole sign-in is believed over a factor reported elsewhere.
        if (result != Factor.Unknown)
        {
            return result;
        }

        foreach (var factor in memory.Factors)
        {
            if (Math.Abs(factor.AtMs - signIn.TimeMs) > options.FactorWithin.TotalMilliseconds)
            {
                continue;
            }

            draft.Rests(factor.Event);
            if (factor.NetworkHash == 0 || factor.NetworkHash == signIn.Mark.NetworkHash)
            {
                return Factor.Now;
            }

            result = Factor.Elsewhere;
        }

        return result;
    }

    private Presence PresenceAt(in ListedSignIn signIn)
    {
        var facts = signIn.Facts;
        var presence = new Presence();
        var country = CountryCode.Pack(facts.Geo?.Country);
        if (country == 0)
        {
            return presence;
        }

        var day = SeenTable.DayOf(signIn.TimeMs);
        foreach (ref readonly var place in memory.Places.AsSpan())
        {
            if (!TellsWhereTheUserIs(place))
            {
                continue;
            }

            presence.HasHistory = true;
            if (place.Country != country)
            {
                continue;
            }

            presence.IsCountryKnown = true;
            var km = GreatCircle.Km(place.Latitude, place.Longitude, facts.Geo!.Latitude, facts.Geo.Longitude);
            var isSameNetwork = place.Asn != 0 && place.Asn == facts.Asn;
            var isNear = isSameNetwork || !(km > options.NearKm + facts.Geo.RadiusKm);
            if (isNear && day - place.LastUnlistedDay <= options.PresentWithin.Days && place.FirstDay - day <= options.PresentWithin.Days)
            {
                presence.IsHere = true;
                presence.IsSameNetwork |= isSameNetwork;
                presence.LastDay = Math.Max(presence.LastDay, place.LastUnlistedDay);
            }
        }

        return presence;
    }

    // A listed address proves nothing by itself, and an exit of a VPN or relay tells where the exit is.
    private static bool TellsWhereTheUserIs(KnownPlace place) =>
        place.LastUnlistedDay != 0
        && place.Country != 0
        && !place.IsGateway
        && place.Egress is EgressClass.Unknown or EgressClass.Residential or EgressClass.Mobile or EgressClass.Business or EgressClass.KnownEgress;

    private enum Factor
    {
        Unknown,
        Now,
        FromToken,
        Elsewhere,
        Absent,
    }

    private record struct Presence
    {
        public bool IsHere { get; set; }

        public bool IsSameNetwork { get; set; }

        public bool HasHistory { get; set; }

        public bool IsCountryKnown { get; set; }

        public ushort LastDay { get; set; }

        public readonly bool IsNewCountry => HasHistory && !IsCountryKnown;
    }
}
