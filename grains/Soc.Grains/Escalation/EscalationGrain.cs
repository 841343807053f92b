using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Soc.GrainInterfaces.Escalation;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Grains.Response;
using Soc.Model.Escalation;
using Soc.Model.Response;
using Soc.Response.Escalation;

namespace Soc.Grains.Escalation;

/// <summary>
/// Thin shell over <see cref="EscalationCore"/>: what is to be sent is stored before it is sent, and wishes are heard while a message is on its way. Whoever
/// finds that another activation wrote ends and does nothing more.
/// </summary>
public sealed partial class EscalationGrain(EscalationServices services, ILogger<EscalationGrain> logger) : Grain, IEscalationGrain, IRemindable, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private PromisedState<EscalationState> _stored = null!;
    private EscalationWork _work = null!;
    private PromiseLoop _loop = null!;
    private EscalationKey _key;
    private EscalationState? _state;
    private bool _isOver;

    private string Key => this.GetPrimaryKeyString();

    private long NowMs => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private EscalationPlan Plan
    {
        get
        {
            var engagement = services.Policies.RulesOf(_key.Client).Policy.Engagement;
            return new EscalationPlan(engagement.Contacts, engagement.WhenNobodyAnswers, services.Settings.OnCall);
        }
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!EscalationKey.TryParse(Key, out _key) || !string.Equals(EscalationKey.Incident(_key.Client, _key.Id).ToString(), Key, StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The key of this grain is no escalation's.");
        }

        _stored = new PromisedState<EscalationState>(services.Store, services.Serializer, GrainContext);
        _state = await _stored.ReadAsync(Key, cancellationToken);
        _work = new EscalationWork(_key, services, ChangeAsync, () => Plan, logger);
        _loop = new PromiseLoop(
            this,
            services.Time,
            services.Settings.Times.LookMs,
            cancel => _state is { } now ? _work.StepAsync(now, () => _state, cancel) : Task.FromResult(false),
            () => _state is { } now ? EscalationDue.WakeMs(now, services.Settings.Times, NowMs) : null,
            logger);
        if (_state is not null)
        {
            StoredVersion.Check(_state.Version, EscalationState.CurrentVersion, $"escalation {Key}");
            _loop.Begin();
        }
    }

    public async ValueTask RaiseAsync(EscalationAlarm alarm, CancellationToken cancellationToken)
    {
        if (!string.Equals(EscalationKey.Incident(alarm.Client, alarm.IncidentId).ToString(), Key, StringComparison.Ordinal))
        {
            throw new ArgumentException("The alarm is of another incident than this grain.", nameof(alarm));
        }

        await ChangeAsync(s => EscalationCore.Raise(s, alarm, Plan, NowMs), cancellationToken);
        _loop.Begin();
    }

    public async ValueTask HearAsync(OperationRow operation, OperationNotice notice, CancellationToken cancellationToken)
    {
        if (!string.Equals(EscalationNotices.KeyOf(operation).ToString(), Key, StringComparison.Ordinal))
        {
            throw new ArgumentException("The operation is of another incident than this grain.", nameof(operation));
        }

        await ChangeAsync(s => EscalationCore.Hear(s, operation, notice, Plan, NowMs), cancellationToken);
        _loop.Begin();
    }

    public async ValueTask<EscalationAnswer> AcknowledgeAsync(ResponseActor by, CancellationToken cancellationToken)
    {
        string? refusal = null;
        await ChangeAsync(
            s =>
            {
                refusal = EscalationCore.RefusalOf(_state, by);
                return refusal is null ? EscalationCore.Acknowledge(s, by.Name, NowMs) : s;
            },
            cancellationToken);
        if (refusal is null)
        {
            services.Health.Answered(_key.Client);
        }

        _loop.Begin();
        return new EscalationAnswer(_state, refusal);
    }

    public async ValueTask ResolveAsync(string why, CancellationToken cancellationToken)
    {
        // Of what nobody was to be told, nobody has to hear the end.
        if (_state is not null)
        {
            await ChangeAsync(s => EscalationCore.Resolve(s, why, NowMs), cancellationToken);
            _loop.Begin();
        }
    }

    public ValueTask<EscalationState?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_state);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_state is null)
        {
            await _loop.ForgetAsync();
            return;
        }

        _loop.Reminded();
    }

    public void Dispose() => _gate.Dispose();

    // One at a time, though calls interleave: each step is made from what is stored.
    private async Task ChangeAsync(Func<EscalationState, EscalationState> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var before = _state ?? new EscalationState();
            var next = change(before);
            if (ReferenceEquals(next, before))
            {
                return;
            }

            if (EscalationDue.WakeMs(next, services.Settings.Times, NowMs) is { } due)
            {
                await _loop.PromiseAsync(due);
            }

            await StoreAsync(next with { Number = before.Number + 1 }, cancellationToken);
            if (next is { Phase: EscalationPhase.NobodyAnswered, IsPage: true } && before.Phase != EscalationPhase.NobodyAnswered)
            {
                services.Health.Unanswered(_key.Client);
                LogUnanswered(Key);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask StoreAsync(EscalationState next, CancellationToken cancellationToken)
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
            _loop.End();
            LogOver(Key);
            DeactivateOnIdle();
            throw;
        }
    }

    [LoggerMessage(EventId = 1722, Level = LogLevel.Warning, Message = "Another activation has escalation {Escalation}: this one ends")]
    private partial void LogOver(string escalation);

    [LoggerMessage(EventId = 1723, Level = LogLevel.Error, Message = "Something has to be undone by hand, and nobody who could be told of {Escalation} has answered")]
    private partial void LogUnanswered(string escalation);
}
