using Soc.Model.Response;
using static Soc.Response.Connectors.CaptureAgent.Agents;

namespace Soc.Response.Connectors.CaptureAgent;

/// <summary>
/// Has the client's capture agents break TCP connections off until an operation's end. Each operation has commands of its own at the agents: what one takes
/// back, another still has. Confirmed means that an agent saw connections broken off.
/// </summary>
internal sealed class CaptureAgentConnector(ConnectorDescription description, CaptureAgentOptions options, ISensorCommands sensors, TimeProvider time) : IContainmentConnector
{
    private const long TryAgainMs = 15_000;

    // A command to take back is for now: whoever hears it later has lost the other one by its own time.
    private const long WithdrawalMs = 60_000;
    private const int AnswerLooks = 20;

    private static readonly TimeSpan AnswerLookEvery = TimeSpan.FromMilliseconds(100);

    public ConnectorDescription Description => description;

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    public ValueTask<ContainmentOutcome> PlanAsync(ContainmentOrder order, CancellationToken cancellationToken) => TryAsync(order, ContainmentOutcomeKind.Failed, async target =>
    {
        var all = await WantedAsync(order, cancellationToken);
        return Able(all) is { Length: > 0 } able
            ? Outcome(
                ContainmentOutcomeKind.Confirmed,
                $"{Names(able)} would break off {target.Words} until {Time(order.UntilMs)}: only TCP connections that pass a mirror, neither UDP nor QUIC, and not what stays within a switch.{Others(all)}")
            : Unable(all);
    }, cancellationToken);

    public ValueTask<ContainmentOutcome> ApplyAsync(ContainmentOrder order, CancellationToken cancellationToken) => TryAsync(order, ContainmentOutcomeKind.Failed, async target =>
    {
        if (order.UntilMs <= NowMs)
        {
            return Outcome(ContainmentOutcomeKind.Failed, "Its limit in time is over: nothing was done.");
        }

        if (order.UntilMs - NowMs > SensorCommand.MaxMs)
        {
            return Outcome(ContainmentOutcomeKind.Failed, "A capture agent takes a command for 24 hours at most: make it shorter, and give it more time when it is in force.");
        }

        var all = await WantedAsync(order, cancellationToken);
        var able = Able(all);
        if (able.Length == 0)
        {
            return Unable(all);
        }

        var sent = await SendAsync(order, able, Command(order, target), cancellationToken);
        var told = sent.Where(s => s.Answer is SensorHandOver.Sent or SensorHandOver.Unknown).Select(s => s.Sensor.Id).ToArray();
        if (told.Length == 0)
        {
            return Outcome(ContainmentOutcomeKind.Failed, $"No capture agent took it: {Names([.. sent.Select(s => s.Sensor)])} went away, or takes nothing now.") with { IsTransient = true, RetryAfterMs = AskAgainMs };
        }

        // It was told: whatever cannot be asked from here on, who has it to end is kept.
        var words = await OrAsync(() => WordsAsync(order, all, withEnd: false, cancellationToken), [], cancellationToken);
        return CommandWords.Judge(order, all, words, sent, isVerify: false) with { Prior = order.Prior ?? CommandIds.Until(order), Reference = string.Join(' ', told) };
    }, cancellationToken);

    public ValueTask<ContainmentOutcome> VerifyAsync(ContainmentOrder order, ContainmentOutcome applied, CancellationToken cancellationToken) => TryAsync(order, ContainmentOutcomeKind.Unverified, async target =>
    {
        if (order.UntilMs <= NowMs)
        {
            return Outcome(ContainmentOutcomeKind.Failed, "Its time is over: agents break nothing off any more.");
        }

        var all = await WantedAsync(order, cancellationToken);
        var words = await WordsAsync(order, all, withEnd: true, cancellationToken);
        var heard = await WordsAsync(order with { Prior = null }, all, withEnd: true, cancellationToken);

        // Of whom nothing is known, because he was away or because nobody remembers, is told again: a command that he has is a question to him, and changes nothing.
        var unheard = Array.FindAll(Able(all), s => !heard.Exists(w => string.Equals(w.Sensor.Id, s.Id, StringComparison.Ordinal) && w.Said.Length > 0));
        var sent = await SendAsync(order, unheard, Command(order, target), cancellationToken);
        return CommandWords.Judge(order, all, words, sent, isVerify: true);
    }, cancellationToken);

    public ValueTask<ContainmentOutcome> RevertAsync(ContainmentOrder order, ContainmentOutcome applied, CancellationToken cancellationToken) => TryAsync(order, ContainmentOutcomeKind.Failed, async _ =>
    {
        if (order.Action == ContainmentAction.ResetConnection)
        {
            return Outcome(ContainmentOutcomeKind.Confirmed, "Connections that were broken off stay so, and whoever wants connects again: there is nothing to undo.");
        }

        if (order.UntilMs <= NowMs)
        {
            return Outcome(ContainmentOutcomeKind.Confirmed, "Its time is over: agents have ended it by themselves.");
        }

        // Also one that is not among the settings any more. Of those that are away only who may have the command has something to end.
        var told = (applied.Reference ?? "").Split(' ');
        var open = new List<SensorAtHand>();
        foreach (var sensor in await sensors.SensorsOfAsync(order.Client, cancellationToken))
        {
            if (!await IsEndedAsync(order, sensor, cancellationToken)
                && (sensor is { IsConnected: true, MayReset: true } || await MayHaveAsync(order with { Prior = order.Prior ?? applied.Prior }, sensor, told, cancellationToken)))
            {
                open.Add(sensor);
            }
        }

        if (open.Count == 0)
        {
            return Outcome(ContainmentOutcomeKind.Confirmed, "No capture agent breaks it off any more.");
        }

        var withdrawal = new SensorCommand { Id = CommandIds.Of(order) + ".end", UntilMs = NowMs + WithdrawalMs, Withdraws = CommandIds.Of(order) };
        var sent = await SendAsync(order, [.. open], withdrawal, cancellationToken);
        var away = sent.Where(s => s.Answer is not (SensorHandOver.Sent or SensorHandOver.Unknown)).Select(s => s.Sensor).ToArray();
        if (away.Length == 0 && await AllEndedAsync(order, open, cancellationToken))
        {
            return Outcome(ContainmentOutcomeKind.Confirmed, $"{Names([.. open])} breaks nothing off any more.");
        }

        return away.Length == 0
            ? Later($"{Names([.. open])} was told to end it, and has not said yes yet.")
            : Outcome(ContainmentOutcomeKind.Failed, $"{Names(away)} cannot be told now to end it; by itself it ends at {Time(order.UntilMs)}.") with { IsTransient = true, RetryAfterMs = TryAgainMs };
    }, cancellationToken);

    // An agent that is there answers within moments.
    private async ValueTask<bool> AllEndedAsync(ContainmentOrder order, List<SensorAtHand> told, CancellationToken cancellationToken)
    {
        for (var look = 0; look < AnswerLooks; look++)
        {
            // One that cannot be asked has not said yes.
            var answers = await Task.WhenAll(told.Select(async s => await OrAsync(() => IsEndedAsync(order, s, cancellationToken), false, cancellationToken)));
            if (Array.TrueForAll(answers, isEnded => isEnded))
            {
                return true;
            }

            await Task.Delay(AnswerLookEvery, time, cancellationToken);
        }

        return false;
    }

    private async ValueTask<bool> IsEndedAsync(ContainmentOrder order, SensorAtHand sensor, CancellationToken cancellationToken) =>
        await sensors.WordsAsync(order.Client, sensor.Id, CommandIds.Of(order), cancellationToken) is { } words && words.Any(w => CommandWords.IsSaid(w, CommandWords.Ended));

    /// <summary>Whether the command may stand at a sensor: it was told when it was applied or later, and does not refuse it.</summary>
    private async ValueTask<bool> MayHaveAsync(ContainmentOrder order, SensorAtHand sensor, string[] told, CancellationToken cancellationToken) =>
        await WordsAsync(order, [sensor], withEnd: false, cancellationToken) is [var known, ..] ? !CommandWords.IsOff(known.Said) : told.Contains(sensor.Id, StringComparer.Ordinal);

    /// <summary>What agents said of the command so far.</summary>
    /// <param name="withEnd">What they said of its being taken back too, last: it is the end of whatever they said before.</param>
    private async ValueTask<List<(SensorAtHand Sensor, SensorWord[] Said)>> WordsAsync(ContainmentOrder order, IReadOnlyList<SensorAtHand> all, bool withEnd, CancellationToken cancellationToken)
    {
        var words = new List<(SensorAtHand Sensor, SensorWord[] Said)>();
        var first = order.Prior is { } prior && !string.Equals(prior, CommandIds.Until(order), StringComparison.Ordinal) ? prior : null;
        foreach (var sensor in all)
        {
            // One that was made longer has two: while the first stands, connections are broken off by that.
            var before = first is null ? null : await sensors.WordsAsync(order.Client, sensor.Id, first, cancellationToken);
            var said = await sensors.WordsAsync(order.Client, sensor.Id, CommandIds.Until(order), cancellationToken);
            SensorWord[] end = withEnd && await IsEndedAsync(order, sensor, cancellationToken) ? [new SensorWord(CommandWords.Ended, "", 0)] : [];
            if (before is not null || said is not null || end.Length > 0)
            {
                words.Add((sensor, [.. before ?? [], .. said ?? [], .. end]));
            }
        }

        return words;
    }

    private SensorCommand Command(ContainmentOrder order, CommandTarget target) => new()
    {
        Id = CommandIds.Until(order),
        UntilMs = order.UntilMs,
        Ip = target.Ip,
        Mac = target.Mac,
        Connection = target.Connection,
        MaxConnections = target.Connection is null ? options.MaxConnections : 1,
    };

    private async ValueTask<(SensorAtHand Sensor, SensorHandOver Answer)[]> SendAsync(ContainmentOrder order, SensorAtHand[] to, SensorCommand command, CancellationToken cancellationToken) =>
        await Task.WhenAll(to.Select(async s => (s, await OrAsync(() => sensors.SendAsync(order.Client, s.Id, command, cancellationToken), SensorHandOver.Unknown, cancellationToken))));

    /// <summary>The answer; where there is none, for whatever reason but that the caller gave up, what is known without it.</summary>
    private static async ValueTask<T> OrAsync<T>(Func<ValueTask<T>> ask, T without, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
#pragma warning disable CA1031 // what goes wrong on the way to one sensor is no end of the others
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return without;
        }
    }

    private async ValueTask<IReadOnlyList<SensorAtHand>> WantedAsync(ContainmentOrder order, CancellationToken cancellationToken)
    {
        var all = await sensors.SensorsOfAsync(order.Client, cancellationToken);
        return options.Sensors.Length == 0
            ? all
            : [.. all.Where(s => options.Sensors.Contains(s.Id, StringComparer.OrdinalIgnoreCase) || options.Sensors.Contains(s.Name, StringComparer.OrdinalIgnoreCase))];
    }

    /// <param name="unasked">What it comes to when nothing could be asked, before anything was sent.</param>
    private async ValueTask<ContainmentOutcome> TryAsync(
        ContainmentOrder order, ContainmentOutcomeKind unasked, Func<CommandTarget, ValueTask<ContainmentOutcome>> act, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!description.Does(order.Action))
        {
            return Outcome(ContainmentOutcomeKind.Failed, $"{description.Title} cannot do that.");
        }

        if (CommandTarget.Of(order, out var problem) is not { } target)
        {
            return Outcome(ContainmentOutcomeKind.Failed, problem);
        }

        try
        {
            return await act(target);
        }
#pragma warning disable CA1031 // whatever is wrong with what knows the sensors is an outcome, and the same order may come again
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            var come = unasked == ContainmentOutcomeKind.Failed ? "nothing was changed" : "what they do is not known";
            return Outcome(unasked, $"The capture agents could not be asked ({e.GetType().Name}): {come}.") with { IsTransient = true, RetryAfterMs = AskAgainMs };
        }
    }

    private ContainmentOutcome Unable(IReadOnlyList<SensorAtHand> all)
    {
        if (all.Count == 0)
        {
            return Outcome(ContainmentOutcomeKind.Failed, options.Sensors.Length == 0
                ? "The client has no capture agent: enrol one (POST /api/v1/clients/CLIENT/sensors/tokens)."
                : $"The client has none of the capture agents that the settings name ({string.Join(", ", options.Sensors)}): correct 'sensors'.");
        }

        var able = all.Where(s => s.MayReset).ToArray();
        return able.Length == 0 && all.Any(s => s.IsConnected)
            ? Outcome(ContainmentOutcomeKind.Failed, $"No capture agent breaks connections off: whoever runs {Names([.. all])} turns that on there (Soc__Capture__ResetsEnabled=true).")
            : Outcome(ContainmentOutcomeKind.Failed, $"{Names(able.Length > 0 ? able : [.. all])} is connected to no gateway now: look at its machine and its way to the gateway.") with { IsTransient = true, RetryAfterMs = TryAgainMs };
    }
}
