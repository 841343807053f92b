using System.Runtime.InteropServices;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.MfaFatigue;

/// <summary>
/// Pushes refused or left unanswered again and again, until one is accepted. The window truly slides: what a user did
/// with his second factor in the morning plays no part in the evening. A report of fraud counts by itself.
/// </summary>
public sealed class MfaFatigueDetector : UserDetector<MfaFatigueState>
{
    private const string DetectorId = "mfa_fatigue";
    private const int SuccessLevel = 100;
    private const int FraudLevel = 50;
    private const int ToldOneByOne = 8;
    private static readonly string[] Techniques = ["T1621"];

    private readonly MfaFatigueOptions _options = MfaFatigueOptions.Default;

    public override string Id => DetectorId;

    private long WindowMs => (long)_options.Window.TotalMilliseconds;

    protected override bool Wants(SignIn s) => IsRefusal(s) || (s.GivesFactorNow && !s.IsBackground);

    protected override MfaFatigueState? Step(MfaFatigueState? state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        if (state is null && !IsRefusal(s))
        {
            return null;
        }

        state ??= new MfaFatigueState();
        var answer = new FactorAnswer(SignInMark.Of(s), StableHash.Of(s.Event.Source));
        if (!Remember(state, answer, s.Event.ReceivedMs))
        {
            return state;
        }

        if (!answer.IsSuccess)
        {
            AddFactorsFrom(memory, state, answer.TimeMs, s.Event.ReceivedMs);
        }

        if (FindBest(state, answer.TimeMs) is { } best)
        {
            Tell(state, best, s, context, sink);
        }

        return HasRefusals(state) ? state : null;
    }

    protected override IEnumerable<string> Describe(MfaFatigueState state, in DetectionContext context)
    {
        var refusals = 0;
        foreach (ref readonly var answer in state.Answers.Items)
        {
            refusals += answer.IsSuccess ? 0 : 1;
        }

        return refusals == 0
            ? []
            : [$"{Words.Count(refusals, "second factor")} refused or not answered lately, the last answer at {Words.At(state.Answers.Items[^1].TimeMs, context.Zone)}."];
    }

    private static bool IsRefusal(SignIn s) => s.Outcome is SignInOutcome.FactorRefused or SignInOutcome.FactorUnanswered;

    private static bool HasRefusals(MfaFatigueState state)
    {
        foreach (ref readonly var answer in state.Answers.Items)
        {
            if (!answer.IsSuccess)
            {
                return true;
            }
        }

        return false;
    }

    private bool Remember(MfaFatigueState state, in FactorAnswer answer, long arrivedMs) =>
        state.Answers.InsertAsItArrives(answer, arrivedMs, (long)_options.Keep.TotalMilliseconds, MfaFatigueState.MaxAnswers);

    // A factor that was given before the first refusal arrived is known as such only.
    private void AddFactorsFrom(SignInMemory memory, MfaFatigueState state, long timeMs, long arrivedMs)
    {
        foreach (var factor in memory.Factors)
        {
            if (factor.AtMs >= timeMs && factor.AtMs <= timeMs + WindowMs)
            {
                var mark = new SignInMark { TimeMs = factor.AtMs, Id = factor.Event, NetworkHash = factor.NetworkHash, Flags = SignInFlags.Success | SignInFlags.MfaNow };
                Remember(state, new FactorAnswer(mark, 0), arrivedMs);
            }
        }
    }

    // Windows that end at an answer from this moment on; a success is better than none, then the more refusals.
    private Bombing? FindBest(MfaFatigueState state, long timeMs)
    {
        Bombing? best = null;
        foreach (ref readonly var end in state.Answers.Between(timeMs, timeMs + WindowMs))
        {
            var refusals = RefusalsIn(state.Answers.Between(end.TimeMs - WindowMs, end.TimeMs));
            var isFraud = refusals.Exists(r => r.Mark.Has(SignInFlags.Fraud));
            var needed = end.IsSuccess ? _options.MinRefusalsWithSuccess : _options.MinRefusals;
            if (refusals.Count < needed && !(isFraud && refusals.Count > 0))
            {
                continue;
            }

            var found = new Bombing(refusals, end.IsSuccess ? end : null, isFraud);
            if (best is null || LevelOf(found) > LevelOf(best.Value))
            {
                best = found;
            }
        }

        return best;
    }

    private List<FactorAnswer> RefusalsIn(ReadOnlySpan<FactorAnswer> answers)
    {
        var refusals = new List<FactorAnswer>();
        foreach (ref readonly var answer in answers)
        {
            if (!answer.IsSuccess && !IsToldTwice(refusals, answer))
            {
                refusals.Add(answer);
            }
        }

        return refusals;
    }

    private bool IsToldTwice(List<FactorAnswer> refusals, in FactorAnswer answer)
    {
        for (var i = refusals.Count - 1; i >= 0 && answer.TimeMs - refusals[i].TimeMs <= _options.SameRefusal.TotalMilliseconds; i--)
        {
            if (refusals[i].Source != answer.Source)
            {
                return true;
            }
        }

        return false;
    }

    private static int LevelOf(in Bombing bombing) =>
        (bombing.Success is null ? 0 : SuccessLevel)
        + (bombing.IsFraud ? FraudLevel : 0)
        + GrowthOf(bombing.Refusals.Count);

    // Each of the first counts, since it may decide; later only what doubles.
    private static int GrowthOf(int refusals) =>
        refusals <= ToldOneByOne ? refusals : ToldOneByOne + (int)Math.Log2((double)refusals / ToldOneByOne);

    private void Tell(MfaFatigueState state, in Bombing bombing, SignIn s, in DetectionContext context, ISignalSink sink)
    {
        var refusals = bombing.Refusals;
        var end = bombing.Success ?? refusals[^1];
        var episode = state.Episode.With(refusals[0].TimeMs, end.TimeMs, (long)_options.Pause.TotalMilliseconds);
        var level = LevelOf(bombing);
        if (level <= episode.ToldLevel)
        {
            state.Episode = episode;
            return;
        }

        state.Episode = episode with { ToldLevel = level };
        var draft = new SignalDraft(DetectorId, context);
        foreach (var refusal in refusals)
        {
            draft.Rests(refusal.Id);
            draft.RelatesAddress(refusal.Mark.Ip, refusal.Mark.Egress);
        }

        draft.RelatesAddress(end.Mark.Ip, end.Mark.Egress);
        draft.Rests(end.Id);
        Weigh(draft, bombing);
        var user = context.Entity.Value;
        sink.Emit(draft.Build(
            s.Source,
            $"{state.Episode.AnchorMs}",
            refusals[0].TimeMs,
            TitleOf(user, bombing),
            Techniques,
            bombing.Success is null
                ? "Somebody knows the password: reset it, and tell the user to go on refusing."
                : "Call the user now. If he accepted to be left in peace: end the sessions, reset the password, check for new second factors.",
            new SignalSubject { User = user, Address = end.Mark.Ip, Country = end.Mark.Country, Asn = end.Mark.Asn, Service = s.Event.Auth?.Service }));
    }

    private static string TitleOf(string user, in Bombing bombing)
    {
        var refused = $"{user} refused or ignored {Words.Count(bombing.Refusals.Count, "push", "pushes")}";
        return (bombing.Success, bombing.IsFraud) switch
        {
            (not null, _) => $"{refused} within {Words.Span(bombing.Success.Value.TimeMs - bombing.Refusals[0].TimeMs)}, then one was accepted",
            (null, true) => $"{user} reported a push as fraud",
            _ => refused,
        };
    }

    private void Weigh(SignalDraft draft, in Bombing bombing)
    {
        var refusals = bombing.Refusals;
        var count = refusals.Count;
        var denied = refusals.Count(r => r.Mark.Has(SignInFlags.Refused));
        var span = Words.Span(refusals[^1].TimeMs - refusals[0].TimeMs);
        var grown = Math.Clamp(5 * Math.Log2((double)count / _options.MinRefusals), -15, 10);
        draft.For(
            "refused_pushes",
            count == 1 ? "One second factor was refused." : $"{count} second factors within {span}: {denied} refused, {count - denied} not answered.",
            Math.Max(15, (denied == 0 ? 30 : 40) + grown));
        if (bombing.IsFraud)
        {
            draft.For("reported_as_fraud", "The user himself reported it as fraud.", 35);
        }

        if (bombing.Success is { } success)
        {
            WeighSuccess(draft, success, refusals);
        }
        else
        {
            draft.Against("none_accepted", "None was accepted.", 5);
        }
    }

    private static void WeighSuccess(SignalDraft draft, in FactorAnswer success, List<FactorAnswer> refusals)
    {
        var mark = success.Mark;
        draft.For("then_accepted", $"Then one was accepted, for a sign-in from {Words.Place(mark)}.", 40);
        draft.WeighNetwork(mark.Egress);
        if (mark.Has(SignInFlags.Listed))
        {
            draft.For("address_listed", "The address stands on a list.", 10);
        }

        if (mark.NetworkHash != 0 && !refusals.Exists(r => r.Mark.NetworkHash == mark.NetworkHash))
        {
            draft.Against("accepted_from_elsewhere", "What was accepted is a sign-in from another network than those refused: it may be the user's own.", 12);
        }

        if (mark.Has(SignInFlags.FactorElsewhere))
        {
            draft.For("answered_elsewhere", "The phone that answered was on another network than the sign-in; a phone on mobile data is so too.", 4);
        }

        if (mark.Has(SignInFlags.FactorHere))
        {
            draft.Against("answered_here", "The phone that answered was on the network that the sign-in came from.", 15);
        }

        if (mark.Has(SignInFlags.Managed))
        {
            draft.Against("managed_device", "The sign-in came from a managed device.", 15);
        }

        if (!refusals.Exists(r => r.Mark.Has(SignInFlags.Refused)))
        {
            draft.Against("only_unanswered", "All were left unanswered and none was refused: the phone may have been out of reach.", 12);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Bombing(List<FactorAnswer> Refusals, FactorAnswer? Success, bool IsFraud);
}
