using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Soc.GrainInterfaces.Response;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Model.Response;
using Soc.Response.Operations;

namespace Soc.Grains.Response;

/// <summary>
/// Thin shell over <see cref="OperationCore"/>: what is to be done is stored before it is done, and wishes are heard while a call is on its way. Whoever
/// finds that another activation wrote ends and does nothing more.
/// </summary>
public sealed partial class ResponseGrain(ResponseGrainServices services, ILogger<ResponseGrain> logger) : Grain, IResponseGrain, IRemindable, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private PromisedState<OperationState> _stored = null!;
    private OperationWork _work = null!;
    private OperationState? _state;
    private bool _isOver;

    private string Key => this.GetPrimaryKeyString();

    private long NowMs => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!ResponseKey.TryParse(Key, out _))
        {
            throw new InvalidOperationException("The key of this grain is no operation's.");
        }

        _stored = new PromisedState<OperationState>(services.Store, services.Serializer, GrainContext);
        _state = await _stored.ReadAsync(Key, cancellationToken);
        _work = new OperationWork(this, services, ChangeAsync, () => _isOver ? null : _state, logger);
        if (_state is not null)
        {
            StoredVersion.Check(_state.Version, OperationState.CurrentVersion, $"operation {Key}");
            _work.Predecessor = _state.Call?.Number ?? 0;
            _state = OperationCore.Resume(_state, NowMs, services.Times).State;
            _work.Begin();
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
            return new OperationAnswer(_state, $"The client has no connector {proposal.Connector} that does this.");
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            var (state, refusal) = OperationCore.Propose(proposal with { IsReversible = action.IsReversible, EndsByItself = action.EndsByItself, KeepsHolds = action.KeepsHolds }, NowMs, services.Times);
            if (state is null)
            {
                return new OperationAnswer(_state, refusal);
            }

            if (_state is not null)
            {
                return new OperationAnswer(_state, ApprovalHash.Of(_state.Proposal) == ApprovalHash.Of(proposal) ? null : "Another operation has this id.");
            }

            // First the promise to come back: without it a crash after the write would forget it.
            await _work.RemindAsync(NowMs);
            await StoreAsync(state, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }

        _work.Begin();
        return new OperationAnswer(_state, null);
    }

    public ValueTask<OperationState?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_state);

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
        if (_state is null)
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
        _work.Begin();
        return answer;
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_state is null)
        {
            await _work.ForgetAsync();
            return;
        }

        _work.Begin();
    }

    public void Dispose() => _gate.Dispose();

    private async ValueTask<OperationAnswer> WishAsync(Func<OperationState, OperationStep> wish, CancellationToken cancellationToken)
    {
        if (_state is null)
        {
            return new OperationAnswer(null, "There is no such operation.");
        }

        var refusal = await ChangeAsync(wish, cancellationToken);
        _work.Begin();
        return new OperationAnswer(_state, refusal);
    }

    // One at a time, though calls interleave: each step is made from what is stored.
    private async Task<string?> ChangeAsync(Func<OperationState, OperationStep> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var step = change(_state!);
            if (!step.IsRefused && !ReferenceEquals(step.State, _state))
            {
                await StoreAsync(step.State, cancellationToken);
            }

            return step.Refusal;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask StoreAsync(OperationState next, CancellationToken cancellationToken)
    {
        if (_isOver)
        {
            throw EntityConflictException.Of(Key);
        }

        try
        {
            await _stored.WriteAsync(next, cancellationToken);
            _state = next;
        }
        catch (EntityConflictException)
        {
            _isOver = true;
            LogOver(Key);
            DeactivateOnIdle();
            throw;
        }
    }

    [LoggerMessage(EventId = 1700, Level = LogLevel.Warning, Message = "Another activation has operation {Operation}: this one ends")]
    private partial void LogOver(string operation);
}
