using Microsoft.Extensions.Logging;
using Soc.Detection.Correlation;
using Soc.GrainInterfaces.Escalation;
using Soc.GrainInterfaces.Response;
using Soc.Model.Escalation;
using Soc.Response.Escalation;
using Soc.Response.Escalation.Channels;

namespace Soc.Grains.Escalation;

/// <summary>The steps that an escalation's state asks for: messages and deadlines first, then operations, the digest, and the row in the read model.</summary>
internal sealed partial class EscalationWork(
    EscalationKey key,
    EscalationServices services,
    Func<Func<EscalationState, EscalationState>, CancellationToken, Task> change,
    Func<EscalationPlan> plan,
    ILogger logger)
{
    // Each activation writes it once, so that a row that a crash left out comes.
    private long _rowNumber = -1;

    private long NowMs => services.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private IPagingGrain Paging => services.Grains.GetGrain<IPagingGrain>(EscalationKey.Paging(key.Client).ToString());

    /// <param name="now">The state.</param>
    /// <param name="state">The state after a change.</param>
    /// <returns>False when nothing is due now.</returns>
    public async Task<bool> StepAsync(EscalationState now, Func<EscalationState?> state, CancellationToken cancellationToken)
    {
        if (EscalationDue.Notice(now, services.Settings.Times, NowMs) is { } item)
        {
            await (item.IsAllowed ? SendAsync(now, item, cancellationToken) : AskAsync(now, item, cancellationToken));
            return true;
        }

        await change(s => EscalationCore.Tick(s, plan(), NowMs), cancellationToken);
        if (!ReferenceEquals(state(), now))
        {
            return true;
        }

        if (now.Unanswered is [var operation, ..])
        {
            var answer = await services.Grains.GetGrain<IResponseGrain>(ResponseKey.Operation(key.Client, operation).ToString()).NobodyAnsweredAsync(cancellationToken);
            var words = answer.Refusal is { } refusal ? $"Operation {operation} does not begin. {refusal}" : $"Operation {operation} begins.";
            await change(s => EscalationCore.UnansweredTold(s, operation, words, NowMs), cancellationToken);
            return true;
        }

        if (now.Digest is [var line, ..])
        {
            await Paging.AddAsync(line, cancellationToken);
            await change(s => EscalationCore.DigestTaken(s, line), cancellationToken);
            return true;
        }

        if (_rowNumber < now.Number)
        {
            await services.Rows.WriteAsync(EscalationRows.Of(key.Client, key.Id, now), cancellationToken);
            _rowNumber = now.Number;
            return true;
        }

        return false;
    }

    private async Task AskAsync(EscalationState now, OutgoingNotice item, CancellationToken cancellationToken)
    {
        var notice = Writer().Write(key.Id, now, item, acknowledgeLink: null);
        var asked = new PagingItem(key.Id, item.Kind == NoticeKind.Resolved ? $"Over: {notice.Title}" : notice.Title, notice.Score) { NoticeId = notice.Id, Who = item.To.Who, Channel = item.To.Channel };
        var answer = await Paging.AskAsync(asked, cancellationToken);
        await change(s => EscalationCore.Allowed(s, item.Number, answer.MayPage, answer.SummaryAtMs, NowMs), cancellationToken);
    }

    private async Task SendAsync(EscalationState now, OutgoingNotice item, CancellationToken cancellationToken)
    {
        var notice = Writer().Write(key.Id, now, item, item.IsAsking ? await LinkAsync(item, cancellationToken) : null);
        var delivery = await services.Delivery.SendAsync(item.To.Channel, notice, cancellationToken);
        if (delivery.Kind != DeliveryKind.Taken)
        {
            LogNotTold(notice.Id, item.To.Who, item.To.Channel, delivery.Reason);
        }

        await change(s => EscalationCore.Sent(s, item.Number, delivery, plan(), services.Settings.Times, NowMs), cancellationToken);
    }

    // A message without its link is better than none.
    private async Task<string?> LinkAsync(OutgoingNotice item, CancellationToken cancellationToken)
    {
        if (services.Settings.PublicUrl is not { } url)
        {
            return null;
        }

        try
        {
            return AcknowledgeLinks.Of(url, await services.Keys.TokensAsync(cancellationToken), key.Client, key.Id, item, services.Settings.Times);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNoLink(key.Client, e);
            return null;
        }
    }

    private NoticeWriter Writer()
    {
        var rules = services.Policies.RulesOf(key.Client);
        return new NoticeWriter(key.Client, rules.Policy.DisplayName ?? key.Client, rules.Zone, Severities.Of);
    }

    [LoggerMessage(EventId = 1724, Level = LogLevel.Warning, Message = "Notice {Notice} did not get to {Who} by {Channel}: {Reason}")]
    private partial void LogNotTold(string notice, string who, string channel, string reason);

    [LoggerMessage(EventId = 1725, Level = LogLevel.Error, Message = "Messages of client {Client} have no link to acknowledge, since there is no key for it")]
    private partial void LogNoLink(string client, Exception reason);
}
