using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Serialization;
using Soc.GrainInterfaces.Response;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Grains.Promises;
using Soc.Model.Response;
using Soc.Response.GuardRails;

namespace Soc.Grains.Response;

/// <inheritdoc cref="IResponseLimitsGrain"/>
public sealed partial class ResponseLimitsGrain(PromiseStore store, Serializer serializer, IGuardRulesSource rules, TimeProvider time, ILogger<ResponseLimitsGrain> logger)
    : Grain, IResponseLimitsGrain
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private IGrainTimer? _timer;
    private PromisedState<LimitsState> _stored = null!;
    private LimitsState _state = new();
    private string _client = "";

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var text = this.GetPrimaryKeyString();
        _client = ResponseKey.TryParse(text, out var key) ? key.Client : throw new InvalidOperationException("The key of this grain is no client's.");
        _stored = new PromisedState<LimitsState>(store, serializer, GrainContext);
        _state = await _stored.ReadAsync(text, cancellationToken) ?? new LimitsState();
        StoredVersion.Check(_state.Version, LimitsState.CurrentVersion, $"the limits of {_client}");
        await AuditAsync(cancellationToken);
    }

    public async ValueTask<GuardDecision> CheckAsync(OperationProposal proposal, bool takes, CancellationToken cancellationToken)
    {
        var (next, decision) = GuardRail.Check(_state, proposal, await rules.RulesOfAsync(_client, cancellationToken), takes, NowMs);
        await StoreAsync(next, cancellationToken);
        return decision;
    }

    public ValueTask SettleAsync(string operationId, OperationSettlement settlement, CancellationToken cancellationToken)
    {
        // That there is nothing to settle may come from an older state than is stored, if another activation counts: only a write tells.
        var next = ActionBudget.Settle(_state, operationId, settlement, NowMs);
        return StoreAsync(ReferenceEquals(next, _state) ? next with { } : next, cancellationToken);
    }

    public async ValueTask<string[]> ReleaseAsync(string operationId, string[] refused, CancellationToken cancellationToken)
    {
        var (next, others) = TargetHolds.Release(_state, operationId, refused, NowMs);
        await StoreAsync(next, cancellationToken);
        return others;
    }

    public async ValueTask<string?> KillAsync(ResponseActor by, bool isOn, string why, CancellationToken cancellationToken) =>
        await SwitchAsync(LimitsSwitch.Kill(_state, by, isOn, why, NowMs), cancellationToken);

    public async ValueTask<string?> ResetBreakerAsync(ResponseActor by, string why, CancellationToken cancellationToken) =>
        await SwitchAsync(LimitsSwitch.Reset(_state, by, why, NowMs), cancellationToken);

    public async ValueTask<ResponseLimitsView> ViewAsync(CancellationToken cancellationToken)
    {
        var withinMs = (await rules.RulesOfAsync(_client, cancellationToken)).BreakerWithinMs;
        var (ended, undone) = ActionBudget.EndedWithin(_state, withinMs, NowMs);
        return new ResponseLimitsView
        {
            ActiveOperations = [.. _state.Places.Where(p => p.IsActive).Select(p => p.OperationId)],
            WithinTheHour = _state.Places.Count(p => NowMs - p.TakenMs < ActionBudget.HourMs),
            Undone = undone,
            Endings = ended,
            IsKilled = _state.IsKilled,
            SwitchedBy = _state.KilledBy,
            Why = _state.KilledWhy,
            SwitchedMs = _state.KilledMs,
        };
    }

    // It holds when it is stored, whatever the audit does: to stop everything waits seconds for that, not longer.
    private async ValueTask<string?> SwitchAsync((LimitsState State, string? Refusal) step, CancellationToken cancellationToken)
    {
        await StoreAsync(step.State, cancellationToken);
        await AuditAsync(cancellationToken);
        return step.Refusal;
    }

    private async Task AuditAsync(CancellationToken cancellationToken)
    {
        try
        {
            var audit = GrainFactory.GetGrain<IResponseAuditGrain>(ResponseKey.Audit(_client).ToString());
            while (_state.ToAudit is [var next, ..])
            {
                await audit.AppendAsync(LimitsSwitch.OperationOf(_client, next), [next], cancellationToken).AsTask().WaitAsync(Patience, time, cancellationToken);
                await StoreAsync(LimitsSwitch.Audited(_state, next.Number), cancellationToken);
            }

            _timer?.Dispose();
            _timer = null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogBehind(_client, e);
            _timer ??= this.RegisterGrainTimer(AuditAsync, new GrainTimerCreationOptions(Retry, Retry) { KeepAlive = true });
        }
    }

    private async ValueTask StoreAsync(LimitsState next, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(next, _state))
        {
            return;
        }

        try
        {
            await _stored.WriteAsync(next, cancellationToken);
            _state = next;
        }
        catch (Exception)
        {
            // Another activation counts, or it is not known what is stored: whoever asks again gets what is.
            DeactivateOnIdle();
            throw;
        }
    }

    [LoggerMessage(EventId = 1705, Level = LogLevel.Warning, Message = "The audit of {Client} did not take what a person switched, and gets it again in seconds")]
    private partial void LogBehind(string client, Exception reason);
}
