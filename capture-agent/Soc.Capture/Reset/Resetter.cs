using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Link;
using Soc.Capture.Protocols;

namespace Soc.Capture.Reset;

/// <summary>
/// Breaks connections off by TCP resets, as commands say and never otherwise: not before, not after, not more, and nothing that is never blocked.
/// Time is the newest that it was told: frames that waited to be read are older than the command that is to break their
/// connection off. It belongs to the thread that captures; what it tells must not come back to it or to the flow table.
/// </summary>
public sealed partial class Resetter
{
    private const long NsPerMs = 1_000_000;

    private readonly ResetOptions _options;
    private readonly ResetPlanner _planner;
    private readonly FlowTable _table;
    private readonly IFrameSender _sender;
    private readonly IResetSink _sink;
    private readonly List<ActiveCommand> _commands = [];
    private readonly Dictionary<Flow, ResetRun> _runs = new(ReferenceEqualityComparer.Instance);
    private readonly List<ResetRun> _due = [];
    private readonly ResetSegment[] _segments = new ResetSegment[ResetPlanner.MaxSegments];
    private readonly byte[] _frame = new byte[ResetFrames.MaxBytes];
    private long _dueNs = long.MaxValue;
    private readonly ResetClock _clock = new();

    public Resetter(ResetOptions options, NeverBlock neverBlock, FlowTable table, IFrameSender sender, IResetSink sink)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(neverBlock);
        (_options, _table, _sender, _sink) = (options, table, sender, sink);
        _planner = new ResetPlanner(options, neverBlock);
    }

    /// <summary>Commands that wait or are valid.</summary>
    public int Commands => _commands.Count;

    /// <summary>Connections that commands are about, at this moment.</summary>
    public int Runs => _runs.Count;

    /// <summary>Segments of connections that were let go because there were too many of them.</summary>
    public long Overlooked { get; private set; }

    /// <summary>One of our own frames, seen again: it must not reach the flow table, which would take it for an end's.</summary>
    public bool IsOwn(ref Packet packet) => _planner.IsOwn(ref packet);

    /// <summary>Takes a command; what comes of it is told. One that is known already is not taken again.</summary>
    public void Accept(ResetCommand command, long nowNs)
    {
        ArgumentNullException.ThrowIfNull(command);
        nowNs = Told(nowNs);
        if (_commands.Exists(c => string.Equals(c.Command.Id, command.Id, StringComparison.Ordinal)))
        {
            return;
        }

        var reason = _planner.Check(command, nowNs / NsPerMs);
        if (reason is ResetReason.None or ResetReason.NotYet && _commands.Count >= _options.MaxCommands)
        {
            reason = ResetReason.TooManyCommands;
        }

        if (reason is not (ResetReason.None or ResetReason.NotYet))
        {
            Tell(command, reason, nowNs);
            return;
        }

        _commands.Add(new ActiveCommand(command));
        _dueNs = Math.Min(_dueNs, command.NotBeforeMs * NsPerMs);
        DoDue(nowNs);
    }

    /// <summary>A segment that its flow has taken.</summary>
    public void Take(Flow flow, Side side, ref Packet packet)
    {
        ArgumentNullException.ThrowIfNull(flow);
        if (_commands.Count == 0 || packet.Protocol != IpProtocol.Tcp || packet.IsFragment || IsOwn(ref packet))
        {
            return;
        }

        var nowNs = _clock.Newest(packet.AtNs);
        DoDue(nowNs);

        if (_runs.TryGetValue(flow, out var run))
        {
            if (run.IsStillThere())
            {
                Follow(run, side, ref packet, nowNs);
                return;
            }

            _runs.Remove(flow);
        }

        if (!flow.IsOver && Consider(flow, nowNs) is { IsRefused: false } begun)
        {
            begun.Note(side, ref packet);
            DoScheduled(begun, nowNs);
        }
    }

    /// <summary>Does what is due without a segment; for a link on which nothing comes, some hundred times a second.</summary>
    public void Tick(long nowNs) => DoDue(Told(nowNs));

    /// <summary>The table lets go of a flow; to be told before the flow is used again, and not for flows that are only told as ongoing.</summary>
    public void Ended(Flow flow, long nowNs)
    {
        ArgumentNullException.ThrowIfNull(flow);
        if (_runs.Remove(flow, out var run) && run is { IsRefused: false, Outcome: ResetOutcome.Attempted, Reason: ResetReason.None } && run.IsStillThere())
        {
            Become(run, ResetOutcome.Attempted, ResetReason.LostSight, _clock.Newest(nowNs));
        }
    }

    private void DoDue(long nowNs)
    {
        if (nowNs < _dueNs)
        {
            return;
        }

        for (var i = _commands.Count - 1; i >= 0; i--)
        {
            var command = _commands[i];
            if (nowNs / NsPerMs >= command.Command.ExpiresMs)
            {
                End(i, nowNs);
            }
            else if (!command.IsBegun && nowNs / NsPerMs >= command.Command.NotBeforeMs)
            {
                command.IsBegun = true;
                Begin(nowNs);
            }
        }

        _due.Clear();
        foreach (var run in _runs.Values)
        {
            if (run.DueNs <= nowNs)
            {
                _due.Add(run);
            }
        }

        foreach (var run in _due)
        {
            if (!run.IsStillThere())
            {
                _runs.Remove(run.Flow);
                continue;
            }

            DoScheduled(run, nowNs);
            if (run.IsSilent(nowNs))
            {
                Become(run, ResetOutcome.Confirmed, ResetReason.Silence, nowNs);
            }
        }

        FindDue();
    }

    /// <summary>The time as this machine says it, and not a frame.</summary>
    private long Told(long nowNs)
    {
        if (_clock.IsSetBackBy(nowNs))
        {
            for (var i = _commands.Count - 1; i >= 0; i--)
            {
                End(i, nowNs, ResetReason.ClockSetBack);
            }
        }

        return _clock.Newest(nowNs);
    }

    private void Begin(long nowNs)
    {
        foreach (var flow in _table.All())
        {
            if (flow.Protocol == IpProtocol.Tcp && !flow.IsOver && !_runs.ContainsKey(flow) && Consider(flow, nowNs) is { IsRefused: false } run)
            {
                DoScheduled(run, nowNs);
            }
        }
    }

    /// <summary>Begins a run if a command is about this flow: the oldest one that may.</summary>
    private ResetRun? Consider(Flow flow, long nowNs)
    {
        foreach (var command in _commands)
        {
            if (!command.IsBegun)
            {
                continue;
            }

            var reason = _planner.Check(command.Command, flow, nowNs / NsPerMs);
            if (reason is ResetReason.NotTargeted or ResetReason.NotTcp or ResetReason.NotYet or ResetReason.Expired)
            {
                continue;
            }

            command.HasSeenAny = true;
            if (_runs.Count >= _options.MaxRuns)
            {
                Overlooked++;
                return null;
            }

            if (reason == ResetReason.None && command.Connections >= command.Command.MaxConnections)
            {
                if (!command.DidTellLimit)
                {
                    command.DidTellLimit = true;
                    Tell(command.Command, ResetReason.TooManyConnections, nowNs);
                }

                continue;
            }

            var run = new ResetRun(command.Command, flow, _options, nowNs);
            _runs[flow] = run;
            if (reason == ResetReason.None)
            {
                command.Connections++;
                _dueNs = Math.Min(_dueNs, run.DueNs);
            }
            else if (run.Refuse(reason))
            {
                Tell(run, "", nowNs);
            }

            return run;
        }

        return null;
    }

    private void Follow(ResetRun run, Side side, ref Packet packet, long nowNs)
    {
        if (run.IsRefused)
        {
            return;
        }

        run.Note(side, ref packet);
        if (packet.Flags.Has(TcpFlags.Rst))
        {
            if (run.Frames > 0 && run.Outcome != ResetOutcome.Confirmed)
            {
                Become(run, ResetOutcome.Confirmed, ResetReason.ResetSeen, nowNs);
            }

            return;
        }

        if (run.IsAliveAfterAll())
        {
            Become(run, ResetOutcome.Attempted, ResetReason.None, nowNs);
        }

        if (run.Flow.IsOver && run.Outcome == ResetOutcome.Attempted)
        {
            Become(run, ResetOutcome.Attempted, ResetReason.ClosedByEnds, nowNs);
        }
        else if (run.TakesCausedRound(nowNs))
        {
            Send(run, nowNs);
        }
        else if (run.GoesOn())
        {
            Become(run, ResetOutcome.Failed, ResetReason.GoesOn, nowNs);
        }

        _dueNs = Math.Min(_dueNs, run.DueNs);
    }

    private void DoScheduled(ResetRun run, long nowNs)
    {
        if (run.TakesScheduledRound(nowNs))
        {
            Send(run, nowNs);
        }

        _dueNs = Math.Min(_dueNs, run.DueNs);
    }

    private void Send(ResetRun run, long nowNs)
    {
        // Asked again each time: nothing is sent that would not be begun now.
        if (run.Reason == ResetReason.ClosedByEnds || _planner.Check(run.Command, run.Flow, nowNs / NsPerMs) != ResetReason.None)
        {
            return;
        }

        var (sent, trouble) = (0, "");
        foreach (ref readonly var segment in _segments.AsSpan(0, _planner.Plan(run.Flow, run.Hints, _segments)))
        {
            var length = ResetFrames.Write(segment, _frame);
            if (_sender.TrySend(_frame.AsSpan(0, length), out var reason))
            {
                sent++;
            }
            else
            {
                trouble = reason;
            }
        }

        run.Made(sent, nowNs);
        if (sent == 0 && run.Frames == 0)
        {
            Become(run, ResetOutcome.Failed, ResetReason.NotSent, nowNs, trouble);
        }
        else if (run.Outcome is null || run.Reason == ResetReason.NotSent)
        {
            Become(run, ResetOutcome.Attempted, ResetReason.None, nowNs);
        }
    }

    private void End(int at, long nowNs, ResetReason why = ResetReason.Expired)
    {
        var command = _commands[at];
        _commands.RemoveAt(at);
        _due.Clear();
        foreach (var run in _runs.Values)
        {
            if (ReferenceEquals(run.Command, command.Command))
            {
                _due.Add(run);
            }
        }

        foreach (var run in _due)
        {
            _runs.Remove(run.Flow);
            if (run is { IsRefused: false, Outcome: ResetOutcome.Attempted, Reason: ResetReason.None })
            {
                var isTalking = run.IsTalking(nowNs);
                Become(run, isTalking ? ResetOutcome.Failed : ResetOutcome.Attempted, isTalking ? ResetReason.GoesOn : why, nowNs);
            }
        }

        if (!command.HasSeenAny && why is not (ResetReason.Withdrawn or ResetReason.LinkLost))
        {
            Tell(command.Command, why == ResetReason.Expired ? ResetReason.NothingSeen : why, nowNs);
        }

        FindDue();
    }

    private void FindDue()
    {
        _dueNs = long.MaxValue;
        foreach (var command in _commands)
        {
            _dueNs = Math.Min(_dueNs, (command.IsBegun ? command.Command.ExpiresMs : command.Command.NotBeforeMs) * NsPerMs);
        }

        foreach (var run in _runs.Values)
        {
            _dueNs = Math.Min(_dueNs, run.DueNs);
        }
    }

    private void Become(ResetRun run, ResetOutcome outcome, ResetReason reason, long nowNs, string detail = "")
    {
        if (run.Become(outcome, reason, nowNs))
        {
            Tell(run, detail, nowNs);
        }
    }

    private void Tell(ResetRun run, string detail, long nowNs) =>
        _sink.Take(new ResetReport(run.Command.Id, run.Command.Client, run.Connection, run.Outcome!.Value, run.Reason, detail, run.Rounds, run.Frames, nowNs));

    private void Tell(ResetCommand command, ResetReason reason, long nowNs) =>
        _sink.Take(new ResetReport(command.Id, command.Client, null, ResetOutcome.Failed, reason, "", 0, 0, nowNs));
}
