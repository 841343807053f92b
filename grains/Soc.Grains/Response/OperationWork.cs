using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Soc.GrainInterfaces.Response;
using Soc.Grains.Promises;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Response;
using Soc.Response.Operations;

namespace Soc.Grains.Response;

/// <summary>The steps that an operation's state asks for.</summary>
/// <param name="key">Of the operation.</param>
/// <param name="kept">The operation's state.</param>
/// <param name="change">Makes a step from it, and stores it.</param>
internal sealed partial class OperationWork(
    string key,
    ResponseGrainServices services,
    KeptState<OperationState> kept,
    Func<Func<OperationState, OperationStep>, CancellationToken, Task<string?>> change,
    ILogger logger)
{
    private const int ListAgainAfterMs = 2_000;
    private static readonly TimeSpan MostForLists = TimeSpan.FromSeconds(2);

    private readonly SeenClock _clock = new(services.Time);
    private int _made;
    private int _shown;

    /// <summary>A call that an earlier activation noted: it may be at it still, and so it is not made here.</summary>
    public int Predecessor { get; set; }

    /// <summary>When something is due next, wall clock; null when nothing is by itself: then only a person can go on.</summary>
    public long? WakeMs => State is not { } now ? null : _shown != now.LastEvent ? NowMs + ListAgainAfterMs : OperationEffects.Of(now).WakeMs;

    // Another activation's is nothing to be done about.
    private OperationState? State => kept.IsOver ? null : kept.Value;

    private long NowMs => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <returns>False when nothing is due now.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (State is not { } now)
        {
            return false;
        }

        if (await SeeClockAsync(now, cancellationToken))
        {
            return true;
        }

        // Beside the step itself: both are one write each, and share a commit.
        var showing = ShowAsync(now, cancellationToken);
        try
        {
            return await DueAsync(now, cancellationToken);
        }
        finally
        {
            await showing;
        }
    }

    private async Task<bool> DueAsync(OperationState now, CancellationToken cancellationToken)
    {
        var effects = OperationEffects.Of(now);

        // Time comes first: that something cannot be told, counted or written down now keeps nothing from ending.
        if (effects.WakeMs <= NowMs)
        {
            await change(s => IsNotMade(s.Call) ? OperationCore.NotMade(s, NowMs, services.Times) : OperationCore.Tick(s, NowMs, services.Times), cancellationToken);
            if (!ReferenceEquals(State, now))
            {
                return true;
            }
        }

        if (effects.ToAudit.Count > 0)
        {
            await AuditAsync(now, effects, cancellationToken);
            return true;
        }

        if (effects.AsksGuards)
        {
            var decision = await Limits(now).CheckAsync(now.Proposal, effects.Reserves, cancellationToken);
            await change(s => OperationCore.Guards(s, decision, NowMs, services.Times), cancellationToken);
            return true;
        }

        if (effects.Call is { } call && call.Number != _made && call.Number != Predecessor)
        {
            await CallAsync(now, call, cancellationToken);
            return true;
        }

        if (effects.ToTell is [var notice, ..])
        {
            await services.Notices.TellAsync(now, notice, cancellationToken);
            await change(s => new OperationStep(OperationCore.Told(s, notice.Number), null), cancellationToken);
            return true;
        }

        if (effects.Settlement is { } settlement)
        {
            await Limits(now).SettleAsync(now.Proposal.OperationId, settlement, cancellationToken);
            await change(s => new OperationStep(OperationCore.Settled(s), null), cancellationToken);
            return true;
        }

        await kept.StoreNotesAsync(cancellationToken);
        return false;
    }

    // Noted by this activation, and it could not be accounted for yet.
    private bool IsNotMade(OperationCall? call) => call is not null && call.Number != _made && call.Number != Predecessor;

    /// <returns>True when the clock is behind where it should be by now, and that changed something.</returns>
    private async Task<bool> SeeClockAsync(OperationState now, CancellationToken cancellationToken)
    {
        var behindMs = _clock.BehindMs;
        if (behindMs > OperationTimes.ClockToleranceMs)
        {
            await change(s => OperationCore.SetBack(s, behindMs, NowMs), cancellationToken);
        }

        // Only now: what could not be stored is seen again.
        _clock.See();
        return !ReferenceEquals(State, now);
    }

    // Lists may lag: nothing waits for them, least of all an undo. It is tried again until they have it.
    private async Task ShowAsync(OperationState now, CancellationToken cancellationToken)
    {
        if (_shown == now.LastEvent)
        {
            return;
        }

        try
        {
            await services.Rows.WriteAsync(OperationRow.Of(now), cancellationToken).AsTask().WaitAsync(MostForLists, services.Time, cancellationToken);
            _shown = now.LastEvent;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotShown(key, e);
        }
    }

    private async Task CallAsync(OperationState now, OperationCall call, CancellationToken cancellationToken)
    {
        if (await OperationHandOver.AskAsync(now, Limits(now), services.Grains, () => NowMs, cancellationToken) is { } instead)
        {
            await change(instead, cancellationToken);
            return;
        }

        _made = call.Number;
        var connector = services.Connectors.Find(now.Proposal.Client, now.Proposal.Connector)?.Connector;
        var outcome = await ConnectorCall.MakeAsync(connector, now, call.Kind, services.Times, services.Time, cancellationToken);
        await change(s => OperationCore.Outcome(s, call.Number, outcome, NowMs, services.Times), cancellationToken);
    }

    // Nothing is done without an account of it. To undo is more important: it waits for no audit.
    private async Task AuditAsync(OperationState now, OperationEffects effects, CancellationToken cancellationToken)
    {
        OperationEvent[] events = [.. effects.ToAudit];
        try
        {
            var audit = services.Grains.GetGrain<IResponseAuditGrain>(ResponseKey.Audit(now.Proposal.Client).ToString());
            await audit.AppendAsync(now, events, cancellationToken);
        }
        catch (Exception) when (effects.Call is { Kind: OperationCallKind.Revert } call && call.Number != _made && call.Number != Predecessor)
        {
            await CallAsync(now, call, cancellationToken);
            throw;
        }

        // The audit knows what it has: it is told again if this is lost.
        await kept.NoteAsync(s => OperationCore.Audited(s, events[^1].Number), cancellationToken);
    }

    private IResponseLimitsGrain Limits(OperationState now) => services.Grains.GetGrain<IResponseLimitsGrain>(ResponseKey.Limits(now.Proposal.Client).ToString());

    [LoggerMessage(EventId = 1702, Level = LogLevel.Warning, Message = "Operation {Operation} could not be written to the lists yet, and tries again")]
    private partial void LogNotShown(string operation, Exception reason);
}
