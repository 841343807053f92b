using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.BruteForceSource;

/// <summary>
/// An address that tries passwords fast. The internet is full of them, so it scores low unless somebody gets in from
/// there; one signal an episode, told again each time its count has doubled.
/// </summary>
public sealed class BruteForceSourceDetector : Detector<BruteForceSourceState>
{
    private const string DetectorId = "brute_force_source";
    private static readonly string[] Techniques = ["T1110.001"];

    private readonly BruteForceSourceOptions _options = BruteForceSourceOptions.Default;

    public override string Id => DetectorId;

    public override EntityKind EntityKind => EntityKind.Address;

    private long PauseMs => (long)_options.Pause.TotalMilliseconds;

    public override bool Wants(EnrichedEvent e) =>
        SignIn.Of(e).Outcome is SignInOutcome.CredentialFailure or SignInOutcome.Success;

    protected override bool Opens(EnrichedEvent e) => SignIn.Of(e).Outcome == SignInOutcome.CredentialFailure;

    protected override void Step(BruteForceSourceState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        if (SignIn.Of(e).Outcome == SignInOutcome.Success)
        {
            TellSuccess(state, e, context, sink);
            return;
        }

        var at = e.Event.TimeMs;
        state.Turn(at, e.Event.ReceivedMs, PauseMs);
        if (!state.Failures.InsertAsItArrives(new SourceFailure(at, e.Event.Id), e.Event.ReceivedMs, PauseMs, BruteForceSourceState.MaxFailures))
        {
            return;
        }

        Count(state, e);
        var level = LevelOf(state.Episode.Count);
        if (level > state.Episode.ToldLevel && (state.Episode.ToldLevel > 0 || IsFast(state)))
        {
            state.Episode = state.Episode with { ToldLevel = level };
            Tell(state, e, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(BruteForceSourceState state, in DetectionContext context) =>
        state.Episode.IsOpen
            ? [$"{Words.Count(state.Episode.Count, "failed attempt")} from {Words.At(state.Episode.FirstMs, context.Zone)} to {Words.At(state.Episode.LastMs, context.Zone)}{(state.Users.Length == 0 ? "" : $", for {Words.Some(state.Users)}")}."]
            : [];

    private void Count(BruteForceSourceState state, EnrichedEvent e)
    {
        var episode = state.Episode.With(e.Event.TimeMs, e.Event.TimeMs, PauseMs);
        state.Episode = episode with { Count = episode.Count + 1 };
        if (e.Event.Auth?.Failure == FailureKind.UnknownUser)
        {
            state.UnknownUsers++;
        }

        if (state.Users.Length < BruteForceSourceState.MaxUsers
            && SignIn.UserOf(e.Event) is { Length: > 0 } user
            && Array.IndexOf(state.Users, user) < 0)
        {
            state.Users = [.. state.Users, user];
        }
    }

    // The newest failures that make up the threshold lie within the window.
    private bool IsFast(BruteForceSourceState state)
    {
        var items = state.Failures.Items;
        return items.Length >= _options.MinFailures
            && items[^1].TimeMs - items[^_options.MinFailures].TimeMs <= _options.Window.TotalMilliseconds;
    }

    // 1 at the threshold, one more at each doubling.
    private int LevelOf(int count) =>
        count < _options.MinFailures ? 0 : 1 + (int)Math.Log2((double)count / _options.MinFailures);

    private void TellSuccess(BruteForceSourceState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        if (!state.Episode.Holds(e.Event.TimeMs, PauseMs))
        {
            state.TryTurnBack(e.Event.TimeMs, PauseMs);
        }

        var user = SignIn.UserOf(e.Event);
        if (state.Episode.ToldLevel == 0
            || state.SuccessUser is not null
            || user is null
            || Array.IndexOf(state.Users, user) < 0
            || e.Event.TimeMs < state.Episode.FirstMs
            || e.Event.TimeMs > state.Episode.LastMs + PauseMs)
        {
            return;
        }

        state.SuccessUser = user;
        Tell(state, e, context, sink);
    }

    private void Tell(BruteForceSourceState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var draft = new SignalDraft(DetectorId, context);
        var episode = state.Episode;
        foreach (ref readonly var failure in state.Failures.Items)
        {
            draft.Rests(failure.Id);
        }

        foreach (var user in state.Users)
        {
            draft.RelatesUser(user);
        }

        var span = Words.Span(episode.LastMs - episode.FirstMs);
        draft.For("failures", $"{Words.Count(episode.Count, "failed attempt")} within {span}.", 20 + Math.Min(10, 2 * (LevelOf(episode.Count) - 1)));
        if (e.Src.Indicators.Length > 0)
        {
            draft.For("address_listed", "The address stands on a list.", 5);
        }

        if (state.SuccessUser is { } inside)
        {
            draft.For("somebody_got_in", $"{inside} signed in from this address during it.", 45);
            draft.RelatesUser(inside);
        }
        else
        {
            draft.Against("nobody_got_in", "Nobody got in from there; such guessing goes on all the time on the internet.", 0);
        }

        if (state.UnknownUsers * 2 > episode.Count)
        {
            draft.Against("names_do_not_exist", $"{Words.Count(state.UnknownUsers, "attempt")} were for names that do not exist.", 3);
        }

        if (e.Src.Egress is EgressClass.Private or EgressClass.KnownEgress)
        {
            draft.For("from_inside", $"It comes from {Words.Network(e.Src.Egress)}: a machine inside with an old password, or somebody inside who guesses.", 8);
        }

        var ip = context.Entity.Value;
        sink.Emit(draft.Build(
            e,
            $"{episode.AnchorMs}",
            episode.FirstMs,
            state.SuccessUser is null ? $"{ip} tries passwords: {Words.Count(episode.Count, "failure")} within {span}" : $"{ip} tried {Words.Count(episode.Count, "password")}, and {state.SuccessUser} signed in from there",
            Techniques,
            state.SuccessUser is null
                ? "Nothing urgent: block the address for a while if it goes on. From inside, find the machine."
                : "Ask the user whether it was he. If not: end the sessions, reset the password, block the address.",
            new SignalSubject { Address = ip, User = state.SuccessUser, Country = e.Src.Geo?.Country, Asn = e.Src.Asn }));
    }
}
