using Soc.Detection.Geo;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.MfaChangeAfterRisk;

/// <summary>
/// A second factor is added or removed, or a device registered, from half an hour before to an hour after a risky
/// sign-in: an intruder makes sure that he gets in again. Whichever of the two arrives first.
/// </summary>
public sealed class MfaChangeAfterRiskDetector : UserDetector<MfaChangeAfterRiskState>
{
    private const string DetectorId = "mfa_change_after_risk";
    private static readonly string[] Techniques = ["T1556.006", "T1098.005"];

    private readonly MfaChangeAfterRiskOptions _options = MfaChangeAfterRiskOptions.Default;

    public override string Id => DetectorId;

    private long KeepMs => (long)_options.Keep.TotalMilliseconds;

    protected override bool Wants(SignIn s) =>
        IsChange(s.Event)
        || s.Outcome == SignInOutcome.CredentialFailure
        || (s.Outcome == SignInOutcome.Success && (!s.IsBackground || s.IsRiskyToProvider));

    protected override MfaChangeAfterRiskState? Step(MfaChangeAfterRiskState? state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        // What nobody added to for long is over, however old the events in it are.
        if (state is not null && s.Event.ReceivedMs - state.LastArrivalMs > KeepMs)
        {
            state = null;
        }

        if (IsChange(s.Event))
        {
            state = Opened(state, s);
            AddChange(state, s.Source, context);
        }
        else if (s.Outcome == SignInOutcome.CredentialFailure)
        {
            state = Opened(state, s);
            (state.Failures ??= new EventTimeRing<FailureMoment>()).InsertAsItArrives(new FailureMoment(s.TimeMs, s.Event.Id), s.Event.ReceivedMs, KeepMs, MfaChangeAfterRiskState.MaxFailures);
            return state;
        }
        else if (RiskOf(state, s, memory) is { } risky)
        {
            state = Opened(state, s);
            if (!(state.SignIns ??= new EventTimeRing<RiskySignIn>()).InsertAsItArrives(risky, s.Event.ReceivedMs, KeepMs, MfaChangeAfterRiskState.MaxSignIns))
            {
                return state;
            }
        }
        else
        {
            return state;
        }

        if (state is { Changes.Count: > 0, SignIns.Count: > 0 })
        {
            Judge(state, s.Source, context, sink);
        }

        return state;
    }

    protected override IEnumerable<string> Describe(MfaChangeAfterRiskState state, in DetectionContext context)
    {
        var sentences = new List<string>();
        foreach (ref readonly var signIn in state.SignIns.ItemsOrEmpty())
        {
            sentences.Add($"Risky sign-in at {Words.At(signIn.TimeMs, context.Zone)} from {Words.Place(signIn.Mark)}.");
        }

        foreach (ref readonly var change in state.Changes.ItemsOrEmpty())
        {
            sentences.Add($"{NameOf(change)} at {Words.At(change.TimeMs, context.Zone)}.");
        }

        return sentences;
    }

    private static bool IsChange(SecurityEvent e) =>
        e.Status != EventStatus.Failure
        && SignIn.HasUsableTime(e)
        && (e.Change is { IsMfaChange: true } or { IsDeviceRegistration: true }
            || e is { Class: EventClass.AccountChange, ActivityId: Activity.Account.MfaEnable or Activity.Account.MfaDisable });

    private static string NameOf(in MethodChange change) =>
        change.Operation ?? (change.IsDevice ? "A device was registered" : "A second factor was changed");

    private static MfaChangeAfterRiskState Opened(MfaChangeAfterRiskState? state, SignIn s)
    {
        state ??= new MfaChangeAfterRiskState();
        state.LastArrivalMs = Math.Max(state.LastArrivalMs, s.Event.ReceivedMs);
        return state;
    }

    private void AddChange(MfaChangeAfterRiskState state, EnrichedEvent e, in DetectionContext context)
    {
        var actor = e.Event.Actor?.Name;
        var isOwn = actor is null
            || string.Equals(actor, e.Event.User?.Name, StringComparison.OrdinalIgnoreCase)
            || string.Equals(actor, context.Entity.Value, StringComparison.OrdinalIgnoreCase);
        var change = new MethodChange
        {
            TimeMs = e.Event.TimeMs,
            Id = e.Event.Id,
            Operation = e.Event.Change?.Operation,
            IsDevice = e.Event.Change is { IsDeviceRegistration: true, IsMfaChange: false },
            NetworkHash = e.Src.NetworkHash,
            Actor = isOwn ? null : actor,
            FromOwnNetwork = e.Src.Egress is EgressClass.KnownEgress or EgressClass.Private,
        };
        (state.Changes ??= new EventTimeRing<MethodChange>()).InsertAsItArrives(change, e.Event.ReceivedMs, KeepMs, MfaChangeAfterRiskState.MaxChanges);
    }

    private RiskySignIn? RiskOf(MfaChangeAfterRiskState? state, SignIn s, SignInMemory memory)
    {
        var isNew = IsNewCountry(memory, s);
        var failures = state?.Failures?.Between(s.TimeMs - (long)_options.FailuresWithin.TotalMilliseconds, s.TimeMs).Length ?? 0;
        return isNew || failures >= _options.MinFailures || s.IsListed || SignIn.IsAnonymous(s.From.Egress) || s.IsRiskyToProvider
            ? new RiskySignIn { Mark = SignInMark.Of(s), ProviderRisk = s.Event.Auth?.ProviderRisk, NewCountry = isNew, Failures = failures }
            : null;
    }

    private bool IsNewCountry(SignInMemory memory, SignIn s) =>
        CountryCode.Pack(s.From.Geo?.Country) is not 0 and var country
        && !SignIn.IsAnonymous(s.From.Egress)
        && s.From.Egress != EgressClass.PrivacyRelay
        && !memory.Clock.IsLearning(s.TimeMs, _options.LearnCountriesDays)
        && !memory.KnowsCountry(country, s.Day);

    // The pair with the highest score of all that lie near enough, and hold this event.
    private void Judge(MfaChangeAfterRiskState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        (SignalDraft Draft, MethodChange Change, RiskySignIn SignIn)? best = null;
        foreach (ref readonly var change in state.Changes.ItemsOrEmpty())
        {
            foreach (ref readonly var signIn in state.SignIns!.Between(change.TimeMs - (long)_options.ChangeAfter.TotalMilliseconds, change.TimeMs + (long)_options.ChangeBefore.TotalMilliseconds))
            {
                if ((change.Id == e.Event.Id || signIn.Id == e.Event.Id) && Weigh(state, change, signIn, context) is var draft && (best is null || draft.Score > best.Value.Draft.Score))
                {
                    best = (draft, change, signIn);
                }
            }
        }

        if (best is { } found)
        {
            Tell(state, found.Draft, found.Change, found.SignIn, e, context, sink);
        }
    }

    private SignalDraft Weigh(MfaChangeAfterRiskState state, in MethodChange change, in RiskySignIn signIn, in DetectionContext context)
    {
        var draft = new SignalDraft(DetectorId, context);
        var apartMs = change.TimeMs - signIn.TimeMs;
        draft.For(
            change.IsDevice ? "device_registered" : "factor_changed",
            $"{NameOf(change)}, {Words.Span(apartMs)} {(apartMs >= 0 ? "after" : "before")} a risky sign-in from {Words.Place(signIn.Mark)}.",
            40);
        WeighRisk(draft, signIn);
        if (change.NetworkHash != 0 && change.NetworkHash == signIn.Mark.NetworkHash)
        {
            draft.For("same_source", "The change came from the network of the risky sign-in.", 10);
        }

        if (apartMs >= 0 && apartMs <= _options.Quick.TotalMilliseconds)
        {
            draft.For("right_after", "It was one of the first things done after the sign-in.", 6);
        }

        var quarterHour = (long)TimeSpan.FromMinutes(15).TotalMilliseconds;
        var nearby = state.Changes!.Between(change.TimeMs - quarterHour, change.TimeMs + quarterHour).Length;
        if (nearby >= 3)
        {
            draft.For("several_changes", $"{nearby} changes within a quarter of an hour.", 8);
        }

        if (change.Actor is not null)
        {
            draft.Against("made_by_another", $"{change.Actor} made the change, as a help desk does.", 20);
        }

        if (change.FromOwnNetwork)
        {
            draft.Against("from_own_network", "The change was made from the company's own network.", 20);
        }

        if (signIn.Mark.Has(SignInFlags.MfaNow))
        {
            draft.Against("mfa_satisfied", "The sign-in had a second factor.", 8);
        }

        if (signIn.Mark.Has(SignInFlags.Managed))
        {
            draft.Against("managed_device", "The sign-in came from a managed device.", 15);
        }

        if (apartMs < 0)
        {
            draft.Against("change_came_first", "The change came before the sign-in: perhaps a new phone, set up and then used.", 10);
        }

        return draft;
    }

    private static void WeighRisk(SignalDraft draft, in RiskySignIn signIn)
    {
        if (signIn.ProviderRisk is "medium" or "high")
        {
            draft.For("provider_risk", $"The identity provider rates the sign-in as {signIn.ProviderRisk} risk.", string.Equals(signIn.ProviderRisk, "high", StringComparison.Ordinal) ? 20 : 12);
        }

        draft.WeighNetwork(signIn.Mark.Egress, torWeight: 18, hostingWeight: 12, vpnWeight: 8);
        if (signIn.Mark.Has(SignInFlags.Listed))
        {
            draft.For("address_listed", "Its address stands on a list.", 12);
        }

        if (signIn.NewCountry)
        {
            draft.For("new_country", $"The user had not signed in from {signIn.Mark.Country} before.", 14);
        }

        if (signIn.Failures > 0)
        {
            draft.For("failures_before", $"{Words.Count(signIn.Failures, "wrong password")} came just before it.", Math.Min(14, 3 * signIn.Failures));
        }
    }

    private void Tell(MfaChangeAfterRiskState state, SignalDraft draft, in MethodChange change, in RiskySignIn signIn, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var (first, last) = (Math.Min(change.TimeMs, signIn.TimeMs), Math.Max(change.TimeMs, signIn.TimeMs));
        var episode = state.Episode.With(first, last, (long)_options.ChangeAfter.TotalMilliseconds);
        var level = 1 + (int)draft.Score;
        if (level <= episode.ToldLevel || (episode.ToldLevel == 0 && !draft.IsWorthTelling))
        {
            state.Episode = episode;
            return;
        }

        state.Episode = episode with { ToldLevel = level };
        draft.Rests(signIn.Id);
        draft.Rests(change.Id);
        draft.RelatesAddress(signIn.Mark.Ip, signIn.Mark.Egress);
        draft.RelatesUser(change.Actor);
        var user = context.Entity.Value;
        var what = change.IsDevice ? "A device was registered" : "The second factor was changed";
        sink.Emit(draft.Build(
            e,
            $"{state.Episode.AnchorMs}",
            first,
            $"{what} for {user} {Words.Span(change.TimeMs - signIn.TimeMs)} {(change.TimeMs >= signIn.TimeMs ? "after" : "before")} a risky sign-in from {Words.Place(signIn.Mark)}",
            Techniques,
            "Ask the user by telephone, not by mail. If it was not he: remove the new method or device, end the sessions, reset the password.",
            new SignalSubject { User = user, Address = signIn.Mark.Ip, Country = signIn.Mark.Country, Asn = signIn.Mark.Asn }));
    }
}
