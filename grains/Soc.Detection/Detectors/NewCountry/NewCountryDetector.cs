using Soc.Detection.Geo;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;

namespace Soc.Detection.Detectors.NewCountry;

/// <summary>First sign-in of a user from a country, against what the user did in the last 90 days.</summary>
public sealed class NewCountryDetector : UserDetector<NoState>
{
    private readonly NewCountryOptions _options = NewCountryOptions.Default;

    public override string Id => "new_country";

    protected override bool Wants(SignIn s) => s.IsSignIn && s.IsInteractive && s.HasPublicAddress && s.Country != 0;

    protected override NoState? Step(NoState? state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        // The exit's country is no habit of the person, but a first sight of it is still told.
        if (!memory.Clock.IsEmpty && !memory.KnowsCountry(s.Country, s.Day, orGateway: PlaceBook.IsGateway(s, context.Policy)))
        {
            Tell(s, memory, context, sink);
        }

        return null;
    }

    private void Tell(SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        var name = CountryCode.Unpack(s.Country)!;
        var learning = memory.Clock.StillLearning(s.TimeMs, context.Policy.LearningDays);
        var draft = new SignalDraft(Id, context)
            .For("new_country", $"No sign-in from {name} in the {Say.Number(SignInMemory.PlaceDays)} days before.", _options.BaseScore)
            .Circumstances(s);
        if (s.From.Geo?.Country is null)
        {
            draft.Against("claimed_country", "The country is what the source claims; there is no geo database entry to hold against it.", 8);
        }

        Gateway(draft, s, name, context);
        draft.StillLearning(learning);
        if (!draft.IsWorthTelling || (learning is not null && draft.Score < SignalDraft.LeastWhileLearning))
        {
            return;
        }

        sink.Emit(draft.Build(
            s,
            $"{name}-{Say.Day(s.Day * 86_400_000L)}",
            s.From.Geo?.City is { } city ? $"{draft.Who} signed in from {city}, {name}, a country that is new for this user" : $"{draft.Who} signed in from {name}, a country that is new for this user",
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
