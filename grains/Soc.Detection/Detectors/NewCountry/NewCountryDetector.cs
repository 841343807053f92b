using Soc.Detection.Geo;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;

namespace Soc.Detection.Detectors.NewCountry;

/// <summary>First sign-in of a user from a country, against what the user did in the last 90 days.</summary>
public sealed class NewCountryDetector : Detector<NewCountryState>
{
    private readonly NewCountryOptions _options = NewCountryOptions.Default;

    public override string Id => "new_country";

    public override EntityKind EntityKind => EntityKind.User;

    public override bool Wants(EnrichedEvent e) =>
        SignIn.TryRead(e, out var s) && s.IsInteractive && e.Src.Egress != EgressClass.Private && CountryOf(s) != 0;

    protected override void Step(NewCountryState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var s = new SignIn(e);
        var country = CountryOf(s);
        var day = SeenTable.DayOf(s.TimeMs);
        var isFirst = state.Clock.IsEmpty;
        var isKnown = state.Countries.Find(country, day, _options.LookBackDays) is not null;
        var learning = state.Clock.StillLearning(s.TimeMs, context.Policy.LearningDays);
        state.Clock = state.Clock.Observe(s.TimeMs);
        state.Countries.Forget(SeenTable.DayOf(state.Clock.LastMs), _options.LookBackDays);
        if (IsGateway(s, context))
        {
            // The exit's country is no habit of the person, but a first sight of it is still told.
            if (!isKnown && !isFirst && state.Countries.Entries.Length > 0)
            {
                state.Countries.Touch(country, day, NewCountryState.MaxCountries);
                Tell(s, country, day, learning, context, sink);
            }

            return;
        }

        state.Countries.Touch(country, day, NewCountryState.MaxCountries);
        if (!isKnown && !isFirst)
        {
            Tell(s, country, day, learning, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(NewCountryState state, in DetectionContext context)
    {
        var sentences = new List<string>();
        foreach (var entry in state.Countries.Entries)
        {
            var days = entry.Days == 1 ? "on one day" : $"on {Say.Number(entry.Days)} days";
            sentences.Add($"Signs in from {CountryCode.Unpack((ushort)entry.Key)}: {days}, last on {Say.Day(entry.LastDay * 86_400_000L)}.");
        }

        if (state.Clock.StillLearning(state.Clock.LastMs, context.Policy.LearningDays) is { } learning && !state.Clock.IsEmpty)
        {
            sentences.Add(learning);
        }

        return sentences;
    }

    /// <summary>The geo database's country; without one, what the source claims.</summary>
    private static ushort CountryOf(SignIn s) => CountryCode.Pack(s.From.Geo?.Country ?? s.Event.Src?.ClaimedCountry);

    private static bool IsGateway(SignIn s, in DetectionContext context) =>
        s.CloudService is not null
        || s.From.Egress is EgressClass.PrivacyRelay or EgressClass.Satellite
        || (s.From.Egress == EgressClass.KnownEgress && DeclaredEgress.Of(s.From.Ip, context.Policy) is not null);

    private void Tell(SignIn s, ushort country, ushort day, string? learning, in DetectionContext context, ISignalSink sink)
    {
        var name = CountryCode.Unpack(country)!;
        var draft = new SignalDraft(Id, context)
            .For("new_country", $"No sign-in from {name} in the {Say.Number(_options.LookBackDays)} days before.", _options.BaseScore)
            .Circumstances(s);
        if (s.From.Geo?.Country is null)
        {
            draft.Against("claimed_country", "The country is what the source claims; there is no geo database entry to hold against it.", 8);
        }

        Gateway(draft, s, name, context);
        draft.StillLearning(learning);
        var window = $"{name}-{Say.Day(day * 86_400_000L)}";
        sink.Emit(draft.Build(
            window,
            s.From.Geo?.City is { } city ? $"{draft.Who} signed in from {city}, {name}, a country that is new for this user" : $"{draft.Who} signed in from {name}, a country that is new for this user",
            s.Source,
            draft.SubjectOf(s),
            ["T1078"],
            "See whether the user travels or works from there; a calendar or a short call settles it.",
            learning));
    }

    private static void Gateway(SignalDraft draft, SignIn s, string country, in DetectionContext context)
    {
        if (s.From.Egress == EgressClass.KnownEgress && DeclaredEgress.Of(s.From.Ip, context.Policy) is { } egress)
        {
            draft.Explain("known_egress", 5, "known_egress", $"{s.From.Ip} is the client's own ({egress.Name}).");
        }
        else if (s.CloudService is { } service)
        {
            draft.Explain("cloud_service_uses_credential", 15, "cloud_service", $"{service} signs in from its own cloud in {country}; no person is there.");
        }
        else if (s.From.Egress == EgressClass.PrivacyRelay)
        {
            draft.Explain("privacy_relay", 15, "privacy_relay", "A privacy relay leaves the network where it likes; the user need not be there.");
        }
        else if (s.From.Egress == EgressClass.Satellite)
        {
            draft.Explain("in_flight_network", 15, "satellite_gateway", "A satellite or in-flight network has its gateways far from its users.");
        }
        else if (s.From.Egress == EgressClass.CommercialVpn)
        {
            draft.Against("commercial_vpn", "A commercial VPN stands between: the country is that of its exit.", 8);
        }
    }
}
