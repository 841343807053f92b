using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Geo;

/// <summary>Takes the pairs that a sign-in makes, keeps the strongest, and reports it unless the places are reported as strongly already.</summary>
internal sealed class TravelReport(TravelState state, TravelJudge judge, bool reportsConcurrent, bool isNew)
{
    private SignalDraft? _best;
    private SignInPlace _a;
    private SignInPlace _b;
    private double _km;
    private long _gapMs;

    /// <param name="a">The earlier stay of an impossible pair.</param>
    /// <param name="b">The later.</param>
    /// <param name="km">Distance, the errors taken off.</param>
    /// <param name="gapMs">Time between.</param>
    public void Consider(in SignInPlace a, in SignInPlace b, double km, long gapMs, in DetectionContext context)
    {
        if (judge.IsConcurrent(gapMs) != reportsConcurrent)
        {
            if (!reportsConcurrent)
            {
                LeaveToOther(a, b);
            }

            return;
        }

        var day = SeenTable.DayOf(b.FirstMs);
        var draft = judge.Weigh(a, b, km, gapMs, state.Transitions.DaysBefore(Transition(a, b), day, TravelOptions.Default.HabitDays), context);
        if (isNew)
        {
            state.Transitions = state.Transitions.Touch(Transition(a, b), day, TravelState.MaxTransitions);
        }

        if (_best is null || draft.Score > _best.Score)
        {
            (_best, _a, _b, _km, _gapMs) = (draft, a, b, km, gapMs);
        }
    }

    public void Emit(string detector, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        if (_best is not { } draft)
        {
            return;
        }

        _best = null;
        var score = (float)draft.Score;
        var at = Find(_a, _b, _b.FirstMs);
        if (at < 0 ? !draft.IsWorthTelling : !IsNews(state.Findings[at], score))
        {
            return;
        }

        var anchor = at >= 0 ? state.Findings[at].Anchor : _b.FirstId;
        Keep(at, new TravelFinding(Math.Min(_a.Key, _b.Key), Math.Max(_a.Key, _b.Key), anchor, _b.FirstId, _b.FirstMs, score));
        sink.Emit(Signal(draft, detector, anchor, e, context));
    }

    private static uint Transition(in SignInPlace a, in SignInPlace b) => unchecked((Math.Min(a.Key, b.Key) * 2654435761u) ^ Math.Max(a.Key, b.Key));

    private bool IsNews(in TravelFinding known, float score) =>
        known.Pair == _b.FirstId && known.Score < TravelFinding.LeftToOther ? Math.Abs(score - known.Score) >= 0.5f : score > known.Score + 0.5f;

    private void LeaveToOther(in SignInPlace a, in SignInPlace b)
    {
        var at = Find(a, b, b.FirstMs);
        if (at < 0)
        {
            Keep(at, new TravelFinding(Math.Min(a.Key, b.Key), Math.Max(a.Key, b.Key), b.FirstId, b.FirstId, b.FirstMs, TravelFinding.LeftToOther));
        }
    }

    private int Find(in SignInPlace a, in SignInPlace b, long timeMs)
    {
        var (low, high) = (Math.Min(a.Key, b.Key), Math.Max(a.Key, b.Key));
        var withinMs = (long)TravelOptions.Default.Window.TotalMilliseconds;
        return Array.FindIndex(state.Findings, f => f.PlaceA == low && f.PlaceB == high && Math.Abs(timeMs - f.LastMs) <= withinMs);
    }

    private void Keep(int at, TravelFinding finding)
    {
        if (at >= 0)
        {
            state.Findings[at] = finding;
        }
        else
        {
            TravelFinding[] kept = [.. state.Findings, finding];
            state.Findings = kept.Length > TravelState.MaxFindings ? kept[^TravelState.MaxFindings..] : kept;
        }
    }

    private Signal Signal(SignalDraft draft, string detector, EventId anchor, EnrichedEvent e, in DetectionContext context)
    {
        var suspect = TravelJudge.Suspect(_a, _b);
        var when = _gapMs < 60_000 ? "at the same moment" : $"within {Say.Duration(_gapMs)}";
        var device = suspect.FirstId == e.Event.Id ? e.Event.Device?.Uid ?? e.Event.Device?.Hostname : null;
        draft.Rests(_a.LastId).Rests(_b.FirstId).RelatesAddress(_a.Ip, _a.Egress).RelatesAddress(_b.Ip, _b.Egress).RelatesDevice(e.Event.Device);
        var subject = new SignalSubject
        {
            User = context.Entity.Value,
            Address = suspect.Ip,
            Country = CountryCode.Unpack(suspect.Country),
            Asn = suspect.Asn,
            HourOfWeek = HourProfile.HourOfWeek(suspect.FirstMs, context.Zone),
            Device = device,
        };
        var built = draft.Build(
            e,
            anchor.ToString(),
            Math.Min(_a.LastMs, _b.FirstMs),
            $"{draft.Who} signed in from {_a.ShortName} and {_b.ShortName}, {Say.Km(_km)} apart, {when}",
            ["T1078"],
            draft.BenignReading is null
                ? $"Ask the user whether {suspect.ShortName} was him. If not, or if he cannot be reached: revoke his sessions, reset the password, and look at what was done from {suspect.Ip}."
                : "Nothing to do if the reading is right; see that the user's other sign-ins fit it.",
            subject);
        return built with { AtMs = _b.FirstMs, FirstMs = Math.Min(_a.LastMs, _b.FirstMs), EventIds = _a.LastId == _b.FirstId ? [_b.FirstId] : [_a.LastId, _b.FirstId] };
    }
}
