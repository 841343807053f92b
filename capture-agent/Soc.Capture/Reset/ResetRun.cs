using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Protocols;

namespace Soc.Capture.Reset;

/// <summary>How far the breaking off of one connection has come. It sends nothing itself.</summary>
internal sealed class ResetRun(ResetCommand command, Flow flow, ResetOptions options, long startNs)
{
    private const long NsPerMs = 1_000_000;

    // Rounds that segments cause get rarer: each time after so many, the gap is twice as long.
    private const int RoundsOfOneGap = 4;
    private const long LongestGapMs = 1_000;

    private static readonly int[] ScheduleMs = [0, 3, 10, 30, 100, 300];

    private readonly EndHints[] _hints = new EndHints[2];
    private readonly long _startNs = startNs;
    private int _scheduled;
    private int _caused;
    private long _lastRoundNs = startNs;
    private long _lastPayloadNs = startNs;
    private long _confirmedNs;

    public ResetCommand Command { get; } = command;

    public Flow Flow { get; } = flow;

    public ResetConnection Connection { get; } = ResetConnection.Of(flow);

    public ReadOnlySpan<EndHints> Hints => _hints;

    /// <summary>Null until something is known.</summary>
    public ResetOutcome? Outcome { get; private set; }

    public ResetReason Reason { get; private set; }

    public int Rounds { get; private set; }

    public int Frames { get; private set; }

    /// <summary>It is left alone; kept so that this is told once.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>When something is to be done without a segment, nanoseconds since 1970; the end of time when nothing is.</summary>
    public long DueNs =>
        IsRefused ? long.MaxValue
        : _scheduled < ScheduleMs.Length ? _startNs + (ScheduleMs[_scheduled] * NsPerMs)
        : CanBecomeSilent ? Math.Max(_lastRoundNs, _lastPayloadNs) + (options.SilenceMs * NsPerMs)
        : long.MaxValue;

    private bool CanBecomeSilent => Outcome == ResetOutcome.Attempted && Frames > 0 && Reason == ResetReason.None;

    /// <summary>The flow is still the connection that it was: tables use flows again.</summary>
    public bool IsStillThere() => ResetConnection.Of(Flow) == Connection;

    public bool Refuse(ResetReason reason)
    {
        IsRefused = true;
        return Become(ResetOutcome.Failed, reason, 0);
    }

    public void Note(Side side, ref Packet packet)
    {
        ref var hints = ref _hints[(int)side];
        var acknowledged = packet.Flags.Has(TcpFlags.Ack) && !packet.Flags.Has(TcpFlags.Rst) ? packet.Acknowledgement : hints.Acknowledged;
        hints = new EndHints(acknowledged, Math.Max(hints.SegmentBytes, packet.PayloadBytes));
        _lastPayloadNs = packet.PayloadBytes > 0 ? Math.Max(_lastPayloadNs, packet.AtNs) : _lastPayloadNs;
    }

    /// <summary>The schedule wants a round by now; several that are late are one.</summary>
    public bool TakesScheduledRound(long nowNs)
    {
        var isDue = false;
        while (!IsRefused && _scheduled < ScheduleMs.Length && _startNs + (ScheduleMs[_scheduled] * NsPerMs) <= nowNs)
        {
            (isDue, _scheduled) = (true, _scheduled + 1);
        }

        return isDue && Rounds < options.MaxRounds;
    }

    /// <summary>A segment came: is it time for another round?</summary>
    public bool TakesCausedRound(long nowNs)
    {
        var gapMs = Math.Min(LongestGapMs, (long)options.MinGapMs << Math.Min(_caused / RoundsOfOneGap, 20));
        if (nowNs - _lastRoundNs < gapMs * NsPerMs || Rounds >= options.MaxRounds - (ScheduleMs.Length - _scheduled))
        {
            return false;
        }

        _caused++;
        return true;
    }

    /// <summary>A round was made.</summary>
    public void Made(int frames, long nowNs)
    {
        Rounds++;
        Frames += frames;
        _lastRoundNs = Math.Max(_lastRoundNs, nowNs);
    }

    /// <summary>Nobody has said anything for long enough.</summary>
    public bool IsSilent(long nowNs) => _scheduled == ScheduleMs.Length && CanBecomeSilent && DueNs <= nowNs;

    /// <summary>They talk although all that may be sent was sent, and long enough ago.</summary>
    public bool GoesOn() => Outcome == ResetOutcome.Attempted && _scheduled == ScheduleMs.Length
        && Rounds >= options.MaxRounds && _lastPayloadNs - _lastRoundNs >= options.SilenceMs * NsPerMs;

    /// <summary>They talked just now, after the last round.</summary>
    public bool IsTalking(long nowNs) => _lastPayloadNs > _lastRoundNs && nowNs - _lastPayloadNs < options.SilenceMs * NsPerMs;

    /// <summary>What seemed broken off is not: payload, later than what could still have been on its way.</summary>
    public bool IsAliveAfterAll() => Outcome == ResetOutcome.Confirmed
        && _lastPayloadNs > _confirmedNs + (Reason == ResetReason.ResetSeen ? options.SilenceMs * NsPerMs : 0);

    /// <returns>True when that is news.</returns>
    public bool Become(ResetOutcome outcome, ResetReason reason, long nowNs)
    {
        if (Outcome == outcome && Reason == reason)
        {
            return false;
        }

        (Outcome, Reason) = (outcome, reason);
        _confirmedNs = outcome == ResetOutcome.Confirmed ? nowNs : _confirmedNs;
        return true;
    }
}
