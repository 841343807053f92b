using Orleans;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Escalation;
using Soc.GrainInterfaces.Incidents;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Response;
using Soc.Response.Escalation;

namespace Soc.Gateway.Acknowledge;

/// <summary>What the links in messages lead to. Whoever has the message may say that he has the incident, and nothing else; programs that only open links do nothing by it.</summary>
internal sealed class AcknowledgeLinks(
    IAcknowledgeKeys keys, Func<EscalationKey, IEscalationGrain> escalationOf, IGrainFactory grains, IResponseStore operations, IClientPolicies policies, TimeProvider time)
{
    public async Task<IResult> ShowAsync(string token, CancellationToken cancellationToken)
    {
        if (await ReadAsync(token, cancellationToken) is not { } link)
        {
            return AcknowledgePage.Unknown;
        }

        var (title, client) = await AboutAsync(link, cancellationToken);
        return AcknowledgePage.Ask(link.Who, client, title);
    }

    public async Task<IResult> TakeAsync(string token, CancellationToken cancellationToken)
    {
        if (await ReadAsync(token, cancellationToken) is not { } link)
        {
            return AcknowledgePage.Unknown;
        }

        var (title, client) = await AboutAsync(link, cancellationToken);

        // Of whom the message says that it is for him, nothing more is known: he may say that he has it.
        var answer = await escalationOf(EscalationKey.Incident(link.Client, link.IncidentId)).AcknowledgeAsync(new ResponseActor(link.Who, ResponseRole.Analyst), cancellationToken);
        return answer is { State: { } state, Refusal: null }
            ? AcknowledgePage.Taken(link.Who, client, title, state.AcknowledgedBy ?? link.Who)
            : AcknowledgePage.Refused(link.Who, client, title, answer.Refusal ?? "Nobody was told of it.");
    }

    private async ValueTask<Link?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        var tokens = await keys.TokensAsync(cancellationToken);
        return tokens.TryRead(token, time.GetUtcNow().ToUnixTimeMilliseconds(), out var client, out var incident, out var who) ? new Link(client, incident, who) : null;
    }

    private async ValueTask<(string Title, string Client)> AboutAsync(Link link, CancellationToken cancellationToken)
    {
        var name = policies.Find(link.Client)?.DisplayName is { Length: > 0 } shown ? shown : link.Client;
        if (link.IncidentId.StartsWith(EscalationKey.OperationPrefix, StringComparison.Ordinal))
        {
            var row = await operations.ReadAsync(link.IncidentId[EscalationKey.OperationPrefix.Length..], cancellationToken);
            return (row is null ? link.IncidentId : $"{ContainmentActions.NameOf(row.Proposal.Action).Replace('_', ' ')} against {row.Proposal.Target.Words}", name);
        }

        var incident = await grains.GetGrain<IIncidentGrain>(link.IncidentId).GetAsync(cancellationToken);
        return (incident is { Title.Length: > 0 } ? incident.Title : link.IncidentId, name);
    }

    private sealed record Link(string Client, string IncidentId, string Who);
}
