using Soc.Detection.Geo;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.BruteForceSuccess;

/// <summary>
/// Many wrong passwords for one user, then a success. Failures without a success give nothing here (the address that
/// hammers is another detector's); a failure that arrives after the success it preceded completes the finding.
/// Each event is judged by its own time, so that a burst that arrives weeks late is found beside what is newer.
/// </summary>
public sealed class BruteForceSuccessDetector : UserDetector<BruteForceSuccessState>
{
    private const string DetectorId = "brute_force_success";

    private readonly BruteForceSuccessOptions _options = BruteForceSuccessOptions.Default;

    public override string Id => DetectorId;

    private long WindowMs => (long)_options.Window.TotalMilliseconds;

    protected override bool Wants(SignIn s) =>
        s.Outcome == SignInOutcome.CredentialFailure || (s.Outcome == SignInOutcome.Success && !s.IsBackground);

    protected override BruteForceSuccessState? Step(BruteForceSuccessState? state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        var isSuccess = s.Outcome == SignInOutcome.Success;
        if (state is null)
        {
            if (isSuccess)
            {
                return null;
            }

            state = new BruteForceSuccessState();
        }

        var mark = SignInMark.Of(s);
        if (!state.Attempts.InsertAsItArrives(mark, s.Event.ReceivedMs, (long)_options.Keep.TotalMilliseconds, BruteForceSuccessState.MaxAttempts))
        {
            return state;
        }

        if (!isSuccess)
        {
            AddSuccessesFrom(memory, state, mark.TimeMs, s.Event.ReceivedMs);
        }

        if (CountFailures(state.Attempts.Items) is var failures && failures >= _options.MinFailures && FindBest(state, mark.TimeMs) is { } best)
        {
            Tell(state, memory, best.Success, best.Failures, s, context, sink);
        }

        // Nothing wrong any more: the memory goes.
        return failures == 0 ? null : state;
    }

    protected override IEnumerable<string> Describe(BruteForceSuccessState state, in DetectionContext context) =>
        CountFailures(state.Attempts.Items) is > 0 and var failures
            ? [$"{Words.Count(failures, "wrong password")} remembered, the last about {Words.At(state.Attempts.Items[^1].TimeMs, context.Zone)}."]
            : [];

    private static int CountFailures(ReadOnlySpan<SignInMark> attempts)
    {
        var failures = 0;
        foreach (ref readonly var attempt in attempts)
        {
            failures += attempt.Has(SignInFlags.Success) ? 0 : 1;
        }

        return failures;
    }

    // Successes that came before this failure did are known as stays only.
    private void AddSuccessesFrom(SignInMemory memory, BruteForceSuccessState state, long timeMs, long arrivedMs)
    {
        foreach (ref readonly var stay in memory.Stays.AsSpan())
        {
            AddSuccess(memory, state, stay, stay.FirstMs, stay.FirstId, timeMs, arrivedMs);
            AddSuccess(memory, state, stay, stay.LastMs, stay.LastId, timeMs, arrivedMs);
        }
    }

    private void AddSuccess(SignInMemory memory, BruteForceSuccessState state, Stay stay, long successMs, Model.Events.EventId id, long failureMs, long arrivedMs)
    {
        if (successMs < failureMs || successMs > failureMs + WindowMs)
        {
            return;
        }

        ref readonly var place = ref memory.Places[stay.Place];
        var flags = SignInFlags.Success
            | (stay.Has(PlaceTraits.Mfa) ? SignInFlags.MfaNow : stay.Has(PlaceTraits.TokenMfa) ? SignInFlags.MfaFromToken : stay.Has(PlaceTraits.NoMfa) ? SignInFlags.MfaAbsent : SignInFlags.None)
            | (stay.Has(PlaceTraits.TrustedDevice) ? SignInFlags.Managed : SignInFlags.None)
            | (stay.Has(PlaceTraits.Listed) ? SignInFlags.Listed : SignInFlags.None);
        var mark = new SignInMark
        {
            TimeMs = successMs,
            Id = id,
            Address = stay.Ip,
            NetworkHash = place.Network,
            Asn = place.Asn,
            CountryCode = place.Country,
            EgressCode = (byte)place.Egress,
            Flags = flags,
        };
        state.Attempts.InsertAsItArrives(mark, arrivedMs, (long)_options.Keep.TotalMilliseconds, BruteForceSuccessState.MaxAttempts);
    }

    // A success whose window reaches this moment, with the most failures before it; the earliest of equals.
    private (SignInMark Success, SignInMark[] Failures)? FindBest(BruteForceSuccessState state, long timeMs)
    {
        SignInMark? best = null;
        var most = _options.MinFailures - 1;
        foreach (ref readonly var success in state.Attempts.Between(timeMs, timeMs + WindowMs))
        {
            if (success.Has(SignInFlags.Success) && CountFailures(state.Attempts.Between(success.TimeMs - WindowMs, success.TimeMs)) is var failures && failures > most)
            {
                (best, most) = (success, failures);
            }
        }

        return best is { } found ? (found, FailuresBefore(state, found.TimeMs)) : null;
    }

    private SignInMark[] FailuresBefore(BruteForceSuccessState state, long timeMs)
    {
        var failures = new List<SignInMark>();
        foreach (ref readonly var item in state.Attempts.Between(timeMs - WindowMs, timeMs))
        {
            if (!item.Has(SignInFlags.Success))
            {
                failures.Add(item);
            }
        }

        return [.. failures];
    }

    private void Tell(BruteForceSuccessState state, SignInMemory memory, in SignInMark success, SignInMark[] failures, SignIn s, in DetectionContext context, ISignalSink sink)
    {
        var episode = state.Episode.With(failures[0].TimeMs, success.TimeMs, (long)_options.FoldWithin.TotalMilliseconds);
        var draft = BruteForceSuccessJudge.Weigh(DetectorId, _options, state, memory, success, failures, context, out var benign);

        // A success again, after the finding was told, adds nothing unless it is worse.
        var level = 1 + (int)draft.Score;
        if (level <= episode.ToldLevel || (episode.ToldLevel == 0 && !draft.IsWorthTelling))
        {
            state.Episode = episode;
            return;
        }

        state.Episode = episode with { ToldLevel = level };
        var user = context.Entity.Value;
        sink.Emit(draft.Build(
            s.Source,
            $"{state.Episode.AnchorMs}",
            failures[0].TimeMs,
            $"{Words.Count(failures.Length, "wrong password")} for {user} within {Words.Span(success.TimeMs - failures[0].TimeMs)}, then a sign-in from {Words.Place(success)}",
            BruteForceSuccessJudge.Techniques,
            benign is null
                ? "Ask the user whether the sign-in was his. If not: end the sessions, reset the password, check what was done since, block the addresses."
                : "Most likely the user himself, with an old password somewhere: ask him to update it where it is saved.",
            new SignalSubject { User = user, Address = success.Ip, Country = success.Country, Asn = success.Asn, Service = s.Event.Auth?.Service },
            benign));
    }
}
