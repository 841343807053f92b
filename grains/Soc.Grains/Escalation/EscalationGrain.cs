using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Soc.GrainInterfaces.Escalation;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Grains.Promises;
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
    private KeptState<EscalationState> _kept = null!;
    private EscalationWork _work = null!;
    private PromiseLoop _loop = null!;
    private EscalationKey _key;

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

        _kept = new KeptState<EscalationState>(new PromisedState<EscalationState>(services.Store, services.Serializer, GrainContext), PromiseAsync, End);
        _work = new EscalationWork(_key, services, ChangeAsync, () => Plan, logger);
        _loop = new PromiseLoop(
            this,
            services.Time,
            services.Pace,
            cancel => _kept.Value is { } now ? _work.StepAsync(now, () => _kept.Value, cancel) : Task.FromResult(false),
            () => _kept.Value is { } now ? EscalationDue.WakeMs(now, services.Settings.Times, NowMs) : null,
            logger);
        if (await _kept.ReadAsync(Key, cancellationToken) is { } state)
        {
            StoredVersion.Check(state.Version, EscalationState.CurrentVersion, $"escalation {Key}");
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
                refusal = EscalationCore.RefusalOf(_kept.Value, by);
                return refusal is null ? EscalationCore.Acknowledge(s, by.Name, NowMs) : s;
            },
            cancellationToken);
        if (refusal is null)
        {
            services.Health.Answered(_key.Client);
        }

        _loop.Begin();
        return new EscalationAnswer(_kept.Value, refusal);
    }

    public async ValueTask ResolveAsync(string why, CancellationToken cancellationToken)
    {
        // Of what nobody was to be told, nobody has to hear the end.
        if (_kept.Value is not null)
        {
            await ChangeAsync(s => EscalationCore.Resolve(s, why, NowMs), cancellationToken);
            _loop.Begin();
        }
    }

    public ValueTask<EscalationState?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_kept.Value);

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

    private async Task ChangeAsync(Func<EscalationState, EscalationState> change, CancellationToken cancellationToken)
    {
        var isNewlyUnanswered = false;
        await _kept.ChangeAsync(
            state =>
            {
                var before = state ?? new EscalationState();
                var next = change(before);
                isNewlyUnanswered = next is { Phase: EscalationPhase.NobodyAnswered, IsPage: true } && before.Phase != EscalationPhase.NobodyAnswered;
                return ReferenceEquals(next, before) ? state : next with { Number = before.Number + 1 };
            },
            cancellationToken);
        if (isNewlyUnanswered)
        {
            services.Health.Unanswered(_key.Client);
            LogUnanswered(Key);
        }
    }

    private Task PromiseAsync(EscalationState next) =>
        EscalationDue.WakeMs(next, services.Settings.Times, NowMs) is { } due ? _loop.PromiseAsync(due) : Task.CompletedTask;

    private void End()
    {
        _loop.End();
        LogOver(Key);
        DeactivateOnIdle();
    }

    [LoggerMessage(EventId = 1722, Level = LogLevel.Warning, Message = "Another activation has escalation {Escalation}: this one ends")]
    private partial void LogOver(string escalation);

    [LoggerMessage(EventId = 1723, Level = LogLevel.Error, Message = "Something has to be undone by hand, and nobody who could be told of {Escalation} has answered")]
    private partial void LogUnanswered(string escalation);
}
