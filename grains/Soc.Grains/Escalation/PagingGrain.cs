using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Soc.Detection.Correlation;
using Soc.GrainInterfaces.Escalation;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Grains.Promises;
using Soc.Model.Escalation;
using Soc.Model.Policies;
using Soc.Response.Escalation;
using Soc.Response.Escalation.Channels;

namespace Soc.Grains.Escalation;

/// <inheritdoc cref="IPagingGrain"/>
/// <remarks>Thin shell over <see cref="PagingCore"/>: what is to be sent is stored before it is sent.</remarks>
public sealed partial class PagingGrain(EscalationServices services, ILogger<PagingGrain> logger) : Grain, IPagingGrain, IRemindable, IDisposable
{
    private static readonly PagingSnapshot Nothing = new();

    private KeptState<PagingSnapshot> _kept = null!;
    private PromiseLoop _loop = null!;
    private string _client = "";

    private PagingSnapshot State => _kept.Value ?? Nothing;

    private string Key => this.GetPrimaryKeyString();

    private long NowMs => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private PagingRules Rules
    {
        get
        {
            var rules = services.Policies.RulesOf(_client);
            var writer = new NoticeWriter(_client, rules.Policy.DisplayName ?? _client, rules.Zone, Severities.Of);
            return new PagingRules(rules.Policy.Engagement.Contacts, rules.Policy.Engagement.DigestAtMinute, rules.Zone, services.Settings.Limit, services.Settings.Times, writer);
        }
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _client = EscalationKey.TryParse(Key, out var key) && string.Equals(EscalationKey.Paging(key.Client).ToString(), Key, StringComparison.Ordinal)
            ? key.Client
            : throw new InvalidOperationException("The key of this grain is no client's paging.");
        _kept = new KeptState<PagingSnapshot>(new PromisedState<PagingSnapshot>(services.Store, services.Serializer, GrainContext), PromiseAsync, End);
        await _kept.ReadAsync(Key, cancellationToken);
        StoredVersion.Check(State.Version, PagingSnapshot.CurrentVersion, $"the paging of {_client}");
        _loop = new PromiseLoop(this, services.Time, services.Pace, StepAsync, () => PagingCore.WakeMs(State, Rules, NowMs), logger);
        _loop.Begin();
    }

    public async ValueTask<PagingAnswer> AskAsync(PagingItem item, CancellationToken cancellationToken)
    {
        var mayPage = false;
        await ChangeAsync(
            s =>
            {
                (s, mayPage) = PagingCore.Ask(s, item, services.Settings.Limit, NowMs);
                return s;
            },
            cancellationToken);
        _loop.Begin();
        return new PagingAnswer(mayPage, mayPage ? 0 : State.Limits.SummaryAtMs);
    }

    public async ValueTask AddAsync(DigestItem item, CancellationToken cancellationToken)
    {
        var rules = services.Policies.RulesOf(_client);
        var isWorkingTime = WorkCalendar.IsWorkingTime(rules.Policy, rules.Zone, item.AtMs);
        await ChangeAsync(s => PagingCore.Add(s, item, isWorkingTime, NowMs), cancellationToken);
        _loop.Begin();
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _loop.Reminded();
        return Task.CompletedTask;
    }

    public void Dispose() => _kept?.Dispose();

    private async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        var now = State;
        if (PagingCore.Due(now, NowMs) is not { } item)
        {
            await ChangeAsync(s => PagingCore.Tick(s, Rules, NowMs), cancellationToken);
            return !ReferenceEquals(now, State);
        }

        var delivery = await services.Delivery.SendAsync(item.To.Channel, item.Notice, cancellationToken);
        if (delivery.Kind != DeliveryKind.Taken)
        {
            LogNotTold(item.Notice.Id, item.To.Who, item.To.Channel, delivery.Reason);
        }

        await ChangeAsync(
            s =>
            {
                (s, var isGivenUp) = PagingCore.Sent(s, item, delivery, Rules, NowMs);
                if (isGivenUp)
                {
                    LogGivenUp(item.Notice.Id, delivery.Reason);
                }

                return s;
            },
            cancellationToken);
        return true;
    }

    private Task ChangeAsync(Func<PagingSnapshot, PagingSnapshot> change, CancellationToken cancellationToken) => _kept.ChangeAsync(
        state =>
        {
            var before = state ?? Nothing;
            var next = change(before);
            return ReferenceEquals(next, before) ? state : next;
        },
        cancellationToken);

    private Task PromiseAsync(PagingSnapshot next) => PagingCore.WakeMs(next, Rules, NowMs) is { } due ? _loop.PromiseAsync(due) : Task.CompletedTask;

    private void End()
    {
        _loop.End();
        DeactivateOnIdle();
    }

    [LoggerMessage(EventId = 1726, Level = LogLevel.Warning, Message = "Notice {Notice} did not get to {Who} by {Channel}: {Reason}")]
    private partial void LogNotTold(string notice, string who, string channel, string reason);

    [LoggerMessage(EventId = 1727, Level = LogLevel.Error, Message = "Notice {Notice} was tried for a day and is given up: {Reason}")]
    private partial void LogGivenUp(string notice, string reason);
}
