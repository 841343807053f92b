using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Soc.GrainInterfaces.Response;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Grains.Promises;
using Soc.Model.Response;
using Soc.Response.Operations;

namespace Soc.Grains.Response;

/// <summary>
/// Thin shell over <see cref="OperationCore"/>: what is to be done is stored before it is done, and wishes are heard while a call is on its way. Whoever
/// finds that another activation wrote ends and does nothing more.
/// </summary>
public sealed partial class ResponseGrain(ResponseGrainServices services, ILogger<ResponseGrain> logger) : Grain, IResponseGrain, IRemindable, IDisposable
{
    // An undo is tried again every two seconds for as long as it takes; and time is looked at once an hour at least, since a clock may jump.
    private static readonly PromisePace Pace = new(LookMs: 3_600_000, MaxDoublings: 0);

    private KeptState<OperationState> _kept = null!;
    private OperationWork _work = null!;
    private PromiseLoop _loop = null!;

    private string Key => this.GetPrimaryKeyString();

    private long NowMs => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!ResponseKey.TryParse(Key, out _))
        {
            throw new InvalidOperationException("The key of this grain is no operation's.");
        }

        _kept = new KeptState<OperationState>(new PromisedState<OperationState>(services.Store, services.Serializer, GrainContext), PromiseAsync, End);
        _work = new OperationWork(Key, services, _kept, ChangeAsync, logger);
        _loop = new PromiseLoop(this, services.Time, Pace, _work.StepAsync, () => _work.WakeMs, logger);
        if (await _kept.ReadAsync(Key, cancellationToken) is { } state)
        {
            StoredVersion.Check(state.Version, OperationState.CurrentVersion, $"operation {Key}");
            _work.Predecessor = state.Call?.Number ?? 0;
            _kept.BeginFrom(OperationCore.Resume(state, NowMs, services.Times).State);
            _loop.Begin();
        }
    }

    public async ValueTask<OperationAnswer> ProposeAsync(OperationProposal proposal, CancellationToken cancellationToken)
    {
        if (!string.Equals(ResponseKey.Operation(proposal.Client, proposal.OperationId).ToString(), Key, StringComparison.Ordinal))
        {
            throw new ArgumentException("The proposal is of another operation than this grain.", nameof(proposal));
        }

        // What can be undone is the connector's word, not the caller's.
        if (services.Connectors.Find(proposal.Client, proposal.Connector)?.Connector.Description.Actions.FirstOrDefault(a => a.Action == proposal.Action) is not { } action)
        {
            return new OperationAnswer(_kept.Value, $"The client has no connector {proposal.Connector} that does this.");
        }

        var (answer, isNew) = (new OperationAnswer(null, null), false);
        await _kept.ChangeAsync(
            before =>
            {
                var (state, refusal) = OperationCore.Propose(proposal with { IsReversible = action.IsReversible, EndsByItself = action.EndsByItself, KeepsHolds = action.KeepsHolds }, NowMs, services.Times);
                isNew = before is null && state is not null;
                answer = state is null ? new OperationAnswer(before, refusal)
                    : before is null ? new OperationAnswer(state, null)
                    : new OperationAnswer(before, ApprovalHash.Of(before.Proposal) == ApprovalHash.Of(proposal) ? null : "Another operation has this id.");
                return before ?? state;
            },
            cancellationToken);
        if (isNew)
        {
            _loop.Begin();
        }

        return answer;
    }

    public ValueTask<OperationState?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_kept.Value);

    public ValueTask<OperationAnswer> ApproveAsync(ResponseActor by, string hash, CancellationToken cancellationToken) =>
        WishAsync(s => OperationCore.Approve(s, by, hash, NowMs, services.Times), cancellationToken);

    public ValueTask<OperationAnswer> RejectAsync(ResponseActor by, string why, CancellationToken cancellationToken) =>
        WishAsync(s => OperationCore.Reject(s, by, why, NowMs), cancellationToken);

    public ValueTask<OperationAnswer> ExtendAsync(ResponseActor by, long untilMs, string why, CancellationToken cancellationToken) =>
        WishAsync(s => OperationCore.Extend(s, by, untilMs, why, NowMs, services.Times), cancellationToken);

    public ValueTask<OperationAnswer> EndAsync(ResponseActor by, bool isUndo, string why, CancellationToken cancellationToken) =>
        WishAsync(s => OperationCore.End(s, by, isUndo, why, NowMs, services.Times), cancellationToken);

    public ValueTask<OperationAnswer> NobodyAnsweredAsync(CancellationToken cancellationToken) =>
        WishAsync(s => OperationCore.NobodyAnswered(s, NowMs, services.Times), cancellationToken);

    public async ValueTask<BequestAnswer> InheritAsync(OperationBequest bequest, CancellationToken cancellationToken)
    {
        if (_kept.Value is null)
        {
            return new BequestAnswer(BequestAnswerKind.Refused, 0);
        }

        var answer = new BequestAnswer(BequestAnswerKind.Refused, 0);
        await ChangeAsync(
            state =>
            {
                (var next, answer) = OperationCore.Inherit(state, bequest, NowMs, services.Times);
                return new OperationStep(next, null);
            },
            cancellationToken);
        _loop.Begin();
        return answer;
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_kept is { Value: null, IsOver: false })
        {
            await _loop.ForgetAsync();
            return;
        }

        _loop.Reminded();
    }

    public void Dispose() => _kept?.Dispose();

    private async ValueTask<OperationAnswer> WishAsync(Func<OperationState, OperationStep> wish, CancellationToken cancellationToken)
    {
        if (_kept.Value is null)
        {
            return new OperationAnswer(null, "There is no such operation.");
        }

        var refusal = await ChangeAsync(wish, cancellationToken);
        _loop.Begin();
        return new OperationAnswer(_kept.Value, refusal);
    }

    private async Task<string?> ChangeAsync(Func<OperationState, OperationStep> change, CancellationToken cancellationToken)
    {
        string? refusal = null;
        await _kept.ChangeAsync(
            state =>
            {
                var step = change(state!);
                refusal = step.Refusal;
                return step.IsRefused ? state : step.State;
            },
            cancellationToken);
        return refusal;
    }

    // What is to be done at once, and what time alone changes: if this process dies after the write, the reminder is there.
    private Task PromiseAsync(OperationState next)
    {
        var effects = OperationEffects.Of(next);
        return (effects.IsIdle ? effects.WakeMs : NowMs) is { } due ? _loop.PromiseAsync(due) : Task.CompletedTask;
    }

    private void End()
    {
        _loop.End();
        LogOver(Key);
        DeactivateOnIdle();
    }

    [LoggerMessage(EventId = 1700, Level = LogLevel.Warning, Message = "Another activation has operation {Operation}: this one ends")]
    private partial void LogOver(string operation);
}
