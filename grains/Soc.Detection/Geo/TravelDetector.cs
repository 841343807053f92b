using Soc.Detection.SignIns;

namespace Soc.Detection.Geo;

/// <summary>
/// What impossible_travel and concurrent_sign_in share. A stay is compared with the stays before and after it in event time;
/// each pair of places is reported by one of the two, by the time between.
/// </summary>
public abstract class TravelDetector<TState> : UserDetector<TState>
    where TState : TravelState, new()
{
    private TravelJudge? _judge;

    /// <summary>Whether it reports the pairs that are at the same moment, or the others.</summary>
    protected abstract bool ReportsConcurrent { get; }

    protected override bool Wants(SignIn s) => SignInMemoryWriter.Wants(s);

    protected override TState? Step(TState? state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        var index = context.Arrival.Stay;
        if (index < 0 || memory.Stays.Length < 2)
        {
            return state;
        }

        var changed = SignInPlace.Of(memory, index);
        TravelReport? report = null;
        for (var i = index - 1; i >= 0; i--)
        {
            var before = SignInPlace.Of(memory, i);
            if (before.IsSamePlaceAs(changed))
            {
                break;
            }

            Consider(ref report, ref state, before, changed, context);
            if (IsWherePeopleAre(before))
            {
                break;
            }
        }

        report?.Emit(Id, s.Source, context, sink);
        for (var i = index + 1; i < memory.Stays.Length; i++)
        {
            var after = SignInPlace.Of(memory, i);
            if (after.IsSamePlaceAs(changed))
            {
                break;
            }

            Consider(ref report, ref state, changed, after, context);
            if (IsWherePeopleAre(after))
            {
                break;
            }
        }

        report?.Emit(Id, s.Source, context, sink);
        return state;
    }

    // A gateway says nothing of where the person is: behind it, the next real place counts too.
    private static bool IsWherePeopleAre(in SignInPlace p) => !p.IsGateway && p.Place.HasPosition;

    private void Consider(ref TravelReport? report, ref TState? state, in SignInPlace a, in SignInPlace b, in DetectionContext context)
    {
        // Two threads may both make one; they are alike.
        var judge = _judge ??= new TravelJudge(Id, TravelOptions.Default);
        if (judge.IsImpossible(a, b, out var km, out var gapMs))
        {
            report ??= new TravelReport(state ??= new TState(), judge, ReportsConcurrent, context.Arrival.IsNewStay);
            report.Consider(a, b, km, gapMs, context);
        }
    }
}
