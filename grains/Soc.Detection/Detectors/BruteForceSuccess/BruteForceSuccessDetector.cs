using Soc.Detection.Credentials;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.BruteForceSuccess;

/// <summary>
/// Many wrong passwords for one user, then a success. Failures without a success give nothing here (the address that
/// hammers is another detector's); a failure that arrives after the success it preceded completes the finding.
/// </summary>
public sealed class BruteForceSuccessDetector : Detector<BruteForceSuccessState>
{
    private const string DetectorId = "brute_force_success";

    private readonly BruteForceSuccessOptions _options = BruteForceSuccessOptions.Default;

    public override string Id => DetectorId;

    public override EntityKind EntityKind => EntityKind.User;

    private long WindowMs => (long)_options.Window.TotalMilliseconds;

    public override bool Wants(EnrichedEvent e) => SignInReader.OutcomeOf(e.Event) switch
    {
        SignInOutcome.CredentialFailure => true,
        SignInOutcome.Success => e.Event.Auth?.IsInteractive != false,
        _ => false,
    };

    protected override void Step(BruteForceSuccessState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var mark = SignInMark.Of(e);
        if (!Remember(state, mark))
        {
            return;
        }

        if (state.Failures >= _options.MinFailures && FindBest(state, mark.TimeMs) is { } best)
        {
            Tell(state, best.Success, best.Failures, e, context, sink);
        }
        else if (mark.Has(SignInFlags.Success))
        {
            LearnNetwork(state, mark);
        }
    }

    protected override IEnumerable<string> Describe(BruteForceSuccessState state, in DetectionContext context)
    {
        var sentences = new List<string>();
        if (state.Failures > 0)
        {
            sentences.Add($"{Words.Count(state.Failures, "wrong password")} remembered, the last about {Words.At(state.Attempts.Items[^1].TimeMs, context.Zone)}.");
        }

        if (state.Networks.Length > 0)
        {
            sentences.Add($"Signs in without trouble from {Words.Count(state.Networks.Length, "network")}, last {Words.At(state.Networks.Max(n => n.LastMs), context.Zone)}.");
        }

        return sentences;
    }

    private bool Remember(BruteForceSuccessState state, in SignInMark mark)
    {
        if (!state.Attempts.Insert(mark, BruteForceSuccessState.MaxAttempts))
        {
            return false;
        }

        var items = state.Attempts.Items;
        state.Attempts.DropBefore(items[^1].TimeMs - (8 * WindowMs));
        state.Failures = 0;
        foreach (ref readonly var item in state.Attempts.Items)
        {
            state.Failures += item.Has(SignInFlags.Success) ? 0 : 1;
        }

        if (state.Failures == 0 && state.Attempts.Count > BruteForceSuccessState.MaxQuietSuccesses)
        {
            state.Attempts.DropBefore(state.Attempts.Items[^BruteForceSuccessState.MaxQuietSuccesses].TimeMs);
        }

        return true;
    }

    // A success whose window reaches this moment, with the most failures before it; the earliest of equals.
    private (SignInMark Success, SignInMark[] Failures)? FindBest(BruteForceSuccessState state, long timeMs)
    {
        (SignInMark Success, SignInMark[] Failures)? best = null;
        foreach (ref readonly var success in state.Attempts.Between(timeMs, timeMs + WindowMs))
        {
            if (!success.Has(SignInFlags.Success))
            {
                continue;
            }

            var failures = FailuresBefore(state, success.TimeMs);
            if (failures.Length >= _options.MinFailures && (best is null || failures.Length > best.Value.Failures.Length))
            {
                best = (success, failures);
            }
        }

        return best;
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

    private void Tell(BruteForceSuccessState state, in SignInMark success, SignInMark[] failures, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var episode = state.Episode.With(failures[0].TimeMs, success.TimeMs, (long)_options.FoldWithin.TotalMilliseconds);
        var draft = BruteForceSuccessJudge.Weigh(DetectorId, _options, state, success, failures, context, out var benign);

        // A success again, after the finding was told, adds nothing unless it is worse.
        var level = 1 + (int)draft.Score;
        if (level <= episode.ToldLevel)
        {
            state.Episode = episode;
            return;
        }

        state.Episode = episode with { ToldLevel = level };
        var user = context.Entity.Value;
        sink.Emit(draft.Build(
            context,
            e,
            $"{state.Episode.AnchorMs}",
            failures[0].TimeMs,
            $"{Words.Count(failures.Length, "wrong password")} for {user} within {Words.Span(success.TimeMs - failures[0].TimeMs)}, then a sign-in from {Words.Place(success)}",
            benign is null
                ? "Ask the user whether the sign-in was his. If not: end the sessions, reset the password, check what was done since, block the addresses."
                : "Most likely the user himself, with an old password somewhere: ask him to update it where it is saved.",
            new SignalSubject { User = user, Address = success.Ip, Country = success.Country, Asn = success.Asn, Service = e.Event.Auth?.Service },
            benign));
    }

    private static void LearnNetwork(BruteForceSuccessState state, in SignInMark mark)
    {
        if (mark.NetworkHash == 0)
        {
            return;
        }

        var networks = state.Networks;
        var oldest = 0;
        for (var i = 0; i < networks.Length; i++)
        {
            if (networks[i].NetworkHash == mark.NetworkHash)
            {
                networks[i] = networks[i] with { FirstMs = Math.Min(networks[i].FirstMs, mark.TimeMs), LastMs = Math.Max(networks[i].LastMs, mark.TimeMs) };
                return;
            }

            oldest = networks[i].LastMs < networks[oldest].LastMs ? i : oldest;
        }

        var seen = new UsualNetwork(mark.NetworkHash, mark.Country, mark.TimeMs, mark.TimeMs);
        if (networks.Length < BruteForceSuccessState.MaxNetworks)
        {
            state.Networks = [.. networks, seen];
        }
        else if (networks[oldest].LastMs < seen.LastMs)
        {
            networks[oldest] = seen;
        }
    }
}
