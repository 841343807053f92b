using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.PasswordSpray;

/// <summary>
/// One address tries a few passwords on many users. Names that do not exist are left to brute_force_source: whoever
/// guesses names has no list of users. One signal an episode, told again as it doubles and when somebody gets in.
/// </summary>
public sealed class PasswordSprayDetector : Detector<PasswordSprayState>
{
    private const string DetectorId = "password_spray";
    private const int Slots = 256;
    private const int MaxNamedUsers = 28;
    private static readonly string[] Techniques = ["T1110.003"];

    private readonly PasswordSprayOptions _options = PasswordSprayOptions.Default;

    public override string Id => DetectorId;

    public override EntityKind EntityKind => EntityKind.Address;

    private long PauseMs => (long)_options.Pause.TotalMilliseconds;

    private long WindowMs => (long)_options.Window.TotalMilliseconds;

    /// <summary>After a pause in arrival this long, attempts that are over are forgotten.</summary>
    private long KeepMs => 3 * WindowMs;

    public override bool Wants(EnrichedEvent e) => SignIn.Of(e).Outcome switch
    {
        SignInOutcome.CredentialFailure => e.Event.Auth?.Failure != FailureKind.UnknownUser,
        SignInOutcome.Success => true,
        _ => false,
    };

    protected override bool Opens(EnrichedEvent e) => SignIn.Of(e).Outcome == SignInOutcome.CredentialFailure;

    protected override void Step(PasswordSprayState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var user = SignIn.UserOf(e.Event);
        if (string.IsNullOrEmpty(user))
        {
            return;
        }

        var attempt = new SprayTry(e.Event.TimeMs, e.Event.Id, user, Tally.KeyOf(user));
        if (SignIn.Of(e).Outcome == SignInOutcome.Success)
        {
            if (!AddSuccess(state, attempt, e.Event.ReceivedMs))
            {
                return;
            }

            state.Turn(attempt.TimeMs, PauseMs, begins: false);
        }
        else if (!state.Failures.InsertAsItArrives(attempt, e.Event.ReceivedMs, KeepMs, PasswordSprayState.MaxFailures))
        {
            return;
        }
        else
        {
            Count(state, attempt.TimeMs);
        }

        if (FindBest(state, attempt.TimeMs) is { } best)
        {
            Tell(state, best, e, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(PasswordSprayState state, in DetectionContext context)
    {
        if (state.Failures.Count == 0)
        {
            return [];
        }

        Span<ulong> keys = stackalloc ulong[Slots];
        Span<int> counts = stackalloc int[Slots];
        var tally = new Tally(keys, counts);
        foreach (ref readonly var failure in state.Failures.Items)
        {
            tally.Add(failure.UserKey);
        }

        return [$"{Words.Count(state.Failures.Count, "failed attempt")} on {Words.Count(tally.Distinct, "user")} remembered, the last at {Words.At(state.Failures.Items[^1].TimeMs, context.Zone)}."];
    }

    private bool AddSuccess(PasswordSprayState state, in SprayTry attempt, long arrivedMs)
    {
        // Only a success near failures matters; one a user is enough, so that a busy office does not push the others out.
        if (state.Failures.Between(attempt.TimeMs - WindowMs, attempt.TimeMs + WindowMs).Length == 0)
        {
            return false;
        }

        foreach (ref readonly var known in state.Successes.ItemsOrEmpty())
        {
            if (known.UserKey == attempt.UserKey && Math.Abs(known.TimeMs - attempt.TimeMs) < WindowMs / 4)
            {
                return false;
            }
        }

        return (state.Successes ??= new EventTimeRing<SprayTry>()).InsertAsItArrives(attempt, arrivedMs, KeepMs, PasswordSprayState.MaxSuccesses);
    }

    private void Count(PasswordSprayState state, long atMs)
    {
        state.Turn(atMs, PauseMs, begins: true);
        var episode = state.Episode.With(atMs, atMs, PauseMs);
        state.Episode = episode with { Count = episode.Count + 1 };
    }

    // The window with the most users among those that hold this moment. In order there is only one: that which ends now.
    private SprayWindow? FindBest(PasswordSprayState state, long timeMs)
    {
        SprayWindow? best = null;
        var failures = state.Failures.Between(timeMs, timeMs + WindowMs);
        Consider(state, timeMs, ref best);
        foreach (ref readonly var failure in failures)
        {
            if (failure.TimeMs > timeMs)
            {
                Consider(state, failure.TimeMs, ref best);
            }
        }

        return best;
    }

    private void Consider(PasswordSprayState state, long endMs, ref SprayWindow? best)
    {
        var shortMs = (long)_options.SuccessWindow.TotalMilliseconds;
        var found = Measure(state, endMs - WindowMs, endMs);
        var holds = (found.Users >= _options.MinUsers && found.Tries >= _options.MinTries && found.Tries <= found.Users * _options.MaxTriesAUser)
            || (Measure(state, endMs - shortMs, endMs) is { Inside.Length: > 0 } close
                && close.Users >= _options.MinUsersWithSuccess
                && close.Tries >= _options.MinTriesWithSuccess
                && close.Tries <= close.Users * _options.MaxTriesAUser);
        if (holds && (best is null || found.Users > best.Users))
        {
            best = found;
        }
    }

    private static SprayWindow Measure(PasswordSprayState state, long fromMs, long toMs)
    {
        Span<ulong> keys = stackalloc ulong[Slots];
        Span<int> counts = stackalloc int[Slots];
        var tally = new Tally(keys, counts);
        var failures = state.Failures.Between(fromMs, toMs);
        foreach (ref readonly var failure in failures)
        {
            tally.Add(failure.UserKey);
        }

        // Got in: a success of a user who was tried before it.
        string[] inside = [];
        var others = 0;
        if (state.Successes is not null && failures.Length > 0)
        {
            foreach (ref readonly var success in state.Successes.Between(fromMs, toMs))
            {
                if (tally.CountOf(success.UserKey) > 0 && WasTriedBefore(failures, success))
                {
                    inside = inside.Contains(success.User, StringComparer.OrdinalIgnoreCase) ? inside : [.. inside, success.User];
                }
                else
                {
                    others++;
                }
            }
        }

        return new SprayWindow(fromMs, toMs, failures.Length, tally.Distinct, inside, others);
    }

    private static bool WasTriedBefore(ReadOnlySpan<SprayTry> failures, in SprayTry success)
    {
        foreach (ref readonly var failure in failures)
        {
            if (failure.UserKey == success.UserKey && failure.TimeMs <= success.TimeMs)
            {
                return true;
            }
        }

        return false;
    }

    private void Tell(PasswordSprayState state, SprayWindow window, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        // Each doubling, and each user who got in, is a step.
        var level = 1 + (int)Math.Log2(Math.Max(1, (double)state.Episode.Count / _options.MinTries)) + (8 * window.Inside.Length);
        if (level <= state.Episode.ToldLevel)
        {
            return;
        }

        state.Episode = state.Episode with { ToldLevel = level };
        var draft = new SignalDraft(DetectorId, context);
        var failures = state.Failures.Between(window.FromMs, window.ToMs);
        Weigh(draft, window, failures, e);
        Name(draft, window, failures);
        var ip = context.Entity.Value;
        var got = window.Inside.Length == 0 ? "" : $", and {Words.Some(window.Inside)} got in";
        sink.Emit(draft.Build(
            e,
            $"{state.Episode.AnchorMs}",
            state.Episode.FirstMs,
            $"{ip} tried passwords on {Words.Count(window.Users, "user")}{got}",
            Techniques,
            window.Inside.Length == 0
                ? "Block the address for a limited time; see that no user in the list signed in from elsewhere right after."
                : $"Treat {Words.Some(window.Inside)} as taken over until they say otherwise: end the sessions, reset the passwords, block the address.",
            new SignalSubject { Address = ip, Country = e.Src.Geo?.Country, Asn = e.Src.Asn, User = window.Inside.Length == 1 ? window.Inside[0] : null }));
    }

    private void Weigh(SignalDraft draft, SprayWindow window, ReadOnlySpan<SprayTry> failures, EnrichedEvent e)
    {
        var span = Words.Span(failures[^1].TimeMs - failures[0].TimeMs);
        draft.For("many_users", $"{Words.Count(window.Tries, "failed attempt")} on {Words.Count(window.Users, "user")} within {span}.", 45 + Math.Clamp(5 * Math.Log2((double)window.Users / _options.MinUsers), 0, 15));
        if (window.Tries <= window.Users * 4)
        {
            draft.For("few_tries_a_user", "Few tries a user, as somebody does who does not want to lock accounts.", 5);
        }

        if (window.Inside.Length > 0)
        {
            draft.For("somebody_got_in", $"{Words.Some(window.Inside)} failed from this address, and then signed in from it.", 30);
        }
        else
        {
            draft.Against("nobody_got_in", "Nobody who was tried got in from there.", 10);
        }

        if (e.Src.Indicators.Length > 0)
        {
            draft.For("address_listed", "The address stands on a list.", 8);
        }

        draft.WeighNetwork(e.Src.Egress);
        if (e.Src.Egress is EgressClass.KnownEgress or EgressClass.Private)
        {
            draft.Against("shared_by_the_company", $"The address is {Words.Network(e.Src.Egress)}: many people share it, and some mistype.", 30);
        }

        if (window.Others >= window.Users * 2)
        {
            draft.Against("others_sign_in", $"{window.Others} other users signed in from there without trouble in that time.", 20);
        }
    }

    private static void Name(SignalDraft draft, SprayWindow window, ReadOnlySpan<SprayTry> failures)
    {
        foreach (var user in window.Inside.Take(MaxNamedUsers))
        {
            draft.RelatesUser(user);
        }

        var named = window.Inside.Length;
        foreach (ref readonly var failure in failures)
        {
            draft.Rests(failure.Id);
            if (named++ < MaxNamedUsers * 4)
            {
                draft.RelatesUser(failure.User);
            }
        }
    }

    /// <param name="Inside">Users who were tried, and got in.</param>
    /// <param name="Others">Successes of users who were not tried.</param>
    private sealed record SprayWindow(long FromMs, long ToMs, int Tries, int Users, string[] Inside, int Others);
}
