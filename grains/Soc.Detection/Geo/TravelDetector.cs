using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Geo;

/// <summary>
/// What impossible_travel and concurrent_sign_in share: one ring of stays for a person across all sources. A sign-in is compared
/// with the stays before and after it in event time; each pair of places is reported by one of the two, by the time between.
/// </summary>
public abstract class TravelDetector<TState> : Detector<TState>
    where TState : TravelState, new()
{
    private readonly TravelOptions _options = TravelOptions.Default;
    private TravelJudge? _judge;

    public override EntityKind EntityKind => EntityKind.User;

    /// <summary>Whether it reports the pairs that are at the same moment, or the others.</summary>
    protected abstract bool ReportsConcurrent { get; }

    private TimeSpan Keep => ReportsConcurrent ? _options.ConcurrentKeep : _options.Window;

    public override bool Wants(EnrichedEvent e) =>
        (SignIn.TryRead(e, out var s) && s.IsInteractive && HasPlace(e.Src))
        || IsFactorStep(e.Event)
        || IsTunnelClose(e.Event)
        || (e.Event.Traffic is { } t && (t.BytesIn > 0 || t.BytesOut > 0));

    protected override void Step(TState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var changed = -1;
        var isNew = false;
        if (SignIn.TryRead(e, out var s) && s.IsInteractive && HasPlace(e.Src))
        {
            var place = PlaceFactory.Make(s, state, context, _options);
            changed = PlaceRing.Put(state, place, _options, Keep, out isNew);
        }
        else if (IsFactorStep(e.Event))
        {
            changed = NoteFactor(state, e);
        }
        else if (IsTunnelClose(e.Event))
        {
            changed = NoteClose(state, e);
        }

        var moved = NoteTraffic(state, e);
        changed = changed < 0 ? moved : changed;
        if (changed >= 0)
        {
            Compare(state, changed, isNew, e, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(TState state, in DetectionContext context)
    {
        var zone = context.Zone;
        var sentences = new List<string>();
        foreach (var p in state.Places)
        {
            var until = p.LastMs > p.FirstMs ? $" to {Say.Clock(p.LastMs, zone)}" : "";
            var how = p.IsGateway ? ", a gateway whose users may be elsewhere" : "";
            sentences.Add($"Signed in from {p.Name} ({p.Ip}{how}) on {Say.Day(p.FirstMs)}, {Say.Clock(p.FirstMs, zone)}{until}.");
        }

        return sentences;
    }

    private static bool HasPlace(AddressFacts from) => from is { Egress: not EgressClass.Private, Geo: { HasPosition: true } };

    private static bool IsFactorStep(SecurityEvent e) =>
        e is { Class: EventClass.Authentication, Status: EventStatus.Success, Auth.IsFactorStep: true } && SignIn.HasUsableTime(e);

    private static bool IsTunnelClose(SecurityEvent e) =>
        e is { Class: EventClass.TunnelActivity, ActivityId: Activity.Tunnel.Close } && SignIn.HasUsableTime(e);

    private int NoteFactor(TState state, EnrichedEvent e)
    {
        var timeMs = e.Event.TimeMs;
        (state.FactorMs, state.FactorNetwork) = (timeMs, e.Src.NetworkHash);
        var withinMs = (long)_options.FactorWithin.TotalMilliseconds;
        for (var i = state.Places.Length - 1; i >= 0; i--)
        {
            var p = state.Places[i];
            if (p.FirstMs - timeMs <= withinMs && timeMs - p.LastMs <= withinMs && PlaceFactory.FactorBelongs(state, p))
            {
                p.Traits = (p.Traits | PlaceTraits.Mfa) & ~(PlaceTraits.NoMfa | PlaceTraits.TokenMfa);
                return i;
            }
        }

        return -1;
    }

    /// <summary>The user was there until the tunnel closed.</summary>
    private int NoteClose(TState state, EnrichedEvent e)
    {
        for (var i = state.Places.Length - 1; i >= 0; i--)
        {
            var p = state.Places[i];
            if (p.Has(PlaceTraits.Tunnel) && p.Network == e.Src.NetworkHash && e.Event.TimeMs >= p.FirstMs)
            {
                if (e.Event.TimeMs <= p.LastMs || e.Event.TimeMs - p.FirstMs > (long)_options.Window.TotalMilliseconds)
                {
                    return -1;
                }

                (p.LastMs, p.LastId) = (e.Event.TimeMs, e.Event.Id);
                return i;
            }
        }

        return -1;
    }

    private int NoteTraffic(TState state, EnrichedEvent e)
    {
        if (e.Event.Traffic is not { } traffic)
        {
            return -1;
        }

        var bytes = Math.Max(Math.Max(0, traffic.BytesIn), Math.Max(0, traffic.BytesOut));
        var inner = StableHash.Of(e.Event.Src?.Ip);
        for (var i = state.Places.Length - 1; i >= 0; i--)
        {
            var p = state.Places[i];
            var isFromHere = e.Src.NetworkHash != 0 && p.Network == e.Src.NetworkHash;
            var isThroughTunnel = p.TunnelIp != 0 && p.TunnelIp == inner;
            if (e.Event.TimeMs >= p.FirstMs && (isFromHere || isThroughTunnel))
            {
                var before = p.Bytes;
                p.Bytes = bytes > long.MaxValue - before ? long.MaxValue : before + bytes;
                return before < _options.BigTransferBytes && p.Bytes >= _options.BigTransferBytes ? i : -1;
            }
        }

        return -1;
    }

    private void Compare(TState state, int index, bool isNew, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        // A gateway says nothing of where the person is: behind it, the next real place counts too.
        var places = state.Places;
        if (places.Length < 2)
        {
            return;
        }

        // Two threads may both make one; they are alike.
        var reported = new TravelReport(state, _judge ??= new TravelJudge(Id, _options), ReportsConcurrent, isNew);
        for (var i = index - 1; i >= 0 && !places[i].IsSamePlaceAs(places[index]); i--)
        {
            reported.Consider(places[i], places[index], context);
            if (!places[i].IsGateway)
            {
                break;
            }
        }

        reported.Emit(Id, e, context, sink);
        for (var i = index + 1; i < places.Length && !places[i].IsSamePlaceAs(places[index]); i++)
        {
            reported.Consider(places[index], places[i], context);
            if (!places[i].IsGateway)
            {
                break;
            }
        }

        reported.Emit(Id, e, context, sink);
    }
}
