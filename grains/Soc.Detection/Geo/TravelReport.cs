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
    private SignInPlace _a = new();
    private SignInPlace _b = new();
    private double _km;
    private long _gapMs;

    public void Consider(SignInPlace a, SignInPlace b, in DetectionContext context)
    {
        if (!judge.IsImpossible(a, b, out var km, out var gapMs))
        {
            return;
        }

        if (judge.IsConcurrent(gapMs) != reportsConcurrent)
        {
            if (!reportsConcurrent)
            {
                LeaveToOther(a, b);
            }

            return;
        }

        var day = SeenTable.DayOf(b.FirstMs);
        var draft = judge.Weigh(a, b, km, gapMs, state.Transitions?.DaysBefore(Transition(a, b), day, TravelOptions.Default.HabitDays) ?? 0, context);
        if (isNew)
        {
            (state.Transitions ??= new SeenTable()).Touch(Transition(a, b), day, TravelState.MaxTransitions);
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
        if (at >= 0 && !IsNews(state.Findings[at], score))
        {
            return;
        }

        var anchor = at >= 0 ? state.Findings[at].Anchor : _b.FirstId;
        Keep(at, new TravelFinding(Math.Min(_a.Key, _b.Key), Math.Max(_a.Key, _b.Key), anchor, _b.FirstId, _b.FirstMs, score));
        sink.Emit(Signal(draft, detector, anchor, e, context));
    }

    private static uint Transition(SignInPlace a, SignInPlace b) => unchecked((Math.Min(a.Key, b.Key) * 2654435761u) ^ Math.Max(a.Key, b.Key));

    private bool IsNews(in TravelFinding known, float score) =>
        known.Pair == _b.FirstId && known.Score < TravelFinding.LeftToOther ? Math.Abs(score - known.Score) >= 0.5f : score > known.Score + 0.5f;

    private void LeaveToOther(SignInPlace a, SignInPlace b)
    {
        var at = Find(a, b, b.FirstMs);
        if (at < 0)
        {
            Keep(at, new TravelFinding(Math.Min(a.Key, b.Key), Math.Max(a.Key, b.Key), b.FirstId, b.FirstId, b.FirstMs, TravelFinding.LeftToOther));
        }
    }

    private int Find(SignInPlace a, SignInPlace b, long timeMs)
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
        return new Signal
        {
            Id = SignalId.Of(detector, context.Entity, anchor.ToString()),
            Detector = detector,
            Entity = context.Entity,
            Score = draft.Score,
            AtMs = _b.FirstMs,
            FirstMs = Math.Min(_a.LastMs, _b.FirstMs),
            ReceivedMs = e.Event.ReceivedMs,
            Title = $"{draft.Who} signed in from {_a.ShortName} and {_b.ShortName}, {Say.Km(_km)} apart, {when}",
            Techniques = ["T1078"],
            EvidenceFor = draft.EvidenceFor,
            EvidenceAgainst = draft.EvidenceAgainst,
            EventIds = _a.LastId == _b.FirstId ? [_b.FirstId] : [_a.LastId, _b.FirstId],
            Related = Related(e, context),
            Subject = new SignalSubject
            {
                User = context.Entity.Value,
                Address = suspect.Ip,
                Country = CountryCode.Unpack(suspect.Country),
                Asn = suspect.Asn,
                HourOfWeek = HourProfile.HourOfWeek(suspect.FirstMs, context.Zone),
                Device = suspect.FirstId == e.Event.Id ? e.Event.Device?.Uid ?? e.Event.Device?.Hostname : null,
            },
            Late = e.IsLate,
            BenignReading = draft.BenignReading,
            Advice = draft.BenignReading is null
                ? $"Ask the user whether {suspect.ShortName} was him. If not, or if he cannot be reached: revoke his sessions, reset the password, and look at what was done from {suspect.Ip}."
                : "Nothing to do if the reading is right; see that the user's other sign-ins fit it.",
        };
    }

    private EntityKey[] Related(EnrichedEvent e, in DetectionContext context)
    {
        var related = new List<EntityKey>(3);
        var first = _a.Ip;
        if (!string.IsNullOrEmpty(first))
        {
            related.Add(EntityKey.Address(context.Entity.Client, first));
        }

        if (_b.Ip is { Length: > 0 } second && !string.Equals(first, second, StringComparison.Ordinal))
        {
            related.Add(EntityKey.Address(context.Entity.Client, second));
        }

        if ((e.Event.Device?.Uid ?? e.Event.Device?.Hostname) is { Length: > 0 } device)
        {
            related.Add(EntityKey.Device(context.Entity.Client, device));
        }

        return [.. related];
    }
}
