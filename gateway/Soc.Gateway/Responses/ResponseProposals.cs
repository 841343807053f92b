using System.Security.Cryptography;
using Orleans;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.Gateway.Requests.Idempotency;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Response;
using Soc.Model.Incidents;
using Soc.Model.Response;

namespace Soc.Gateway.Responses;

/// <summary>Makes an operation of what a person asks for.</summary>
internal sealed class ResponseProposals(IGrainFactory grains, IClientPolicies policies, ResponseOperations operations)
{
    private const int IdBytes = 16;

    public async Task<IResult> ProposeAsync(ResponseRequestDto body, Caller caller, string? key, CancellationToken cancellationToken)
    {
        var incident = body.Incident is null ? null : await IncidentEndpoints.FindAsync(body.Incident, caller, grains, cancellationToken);
        if (body.Incident is not null && incident is null)
        {
            return Problems.NotFound($"Incident '{body.Incident}'");
        }

        if ((body.Client ?? incident?.Client ?? (caller.IsForAllClients ? null : caller.Client)) is not { } named)
        {
            return Problems.Invalid("client", "This credential sees all clients: say at which one it is to be done.");
        }

        if (!caller.MaySee(named) || policies.Find(named) is not { Client: var client })
        {
            return Problems.NotFound($"Client '{named}'");
        }

        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (incident is not null && !string.Equals(incident.Client, client, StringComparison.Ordinal))
        {
            problems["incident"] = ["It is an incident of another client than the one that is named."];
        }

        var action = ResponseReading.Action(body.Action, problems);
        var target = ResponseReading.Target(client, body.Target, action, problems);
        var durationMs = ResponseReading.Minutes(body.Minutes, problems);
        var reason = ResponseReading.Sentence(body.Reason, "reason", problems);
        var connector = problems.Count > 0 ? null : await ConnectorAsync(client, action, body.Connector, problems, cancellationToken);
        if (connector is null || target is null)
        {
            return Problems.Invalid(problems);
        }

        var answer = await operations.ProposeAsync(
            new OperationProposal
            {
                OperationId = IdOf(caller.Id, client, key),
                Client = client,
                Action = action,
                Target = target,
                DurationMs = durationMs,
                Connector = connector,
                ProposedBy = caller.Actor,
                IncidentId = incident?.Id,
                EvidenceIds = EvidenceOf(incident),
                Reason = reason,
                IsShadow = body.DryRun,
            },
            cancellationToken);
        return answer switch
        {
            { State: { } state, Refusal: null } => TypedResults.Accepted($"/api/v1/responses/{state.Proposal.OperationId}", ResponseDto.Of(state)),
            { State: not null } => Problems.Unprocessable("This Idempotency-Key was used for another operation: take a new key for a new one."),
            _ => Problems.Unprocessable(answer.Refusal ?? "The proposal was not taken."),
        };
    }

    /// <summary>Of the caller's key, so that the same request is the same operation even when nobody remembers its answer; without one, by chance.</summary>
    private static string IdOf(string caller, string client, string? key) => "op-" + (key is null
        ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))
        : IdempotencyKey.IdOf(caller, $"{client}/{key}")[..(2 * IdBytes)]);

    private static string[] EvidenceOf(Incident? incident) =>
        incident is null ? [] : [.. incident.Signals.Select(s => s.Id).Where(id => id.Length is > 0 and <= OperationProposal.MaxIdLength).Take(OperationProposal.MaxEvidence)];

    private async ValueTask<string?> ConnectorAsync(string client, ContainmentAction action, string? name, Dictionary<string, string[]> problems, CancellationToken cancellationToken)
    {
        var able = await grains.GetGrain<IConnectorsGrain>(client).ForAsync(action, cancellationToken);
        var chosen = name is null ? able.FirstOrDefault() : Array.Find(able, c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));
        if (chosen is not null)
        {
            return chosen.Name;
        }

        var does = ContainmentActions.NameOf(action);
        problems["connector"] = [able.Length == 0
            ? $"The client has no connector for {does}: set one up under Soc:Response:Connectors."
            : $"The client has no connector '{name}' for {does}: use {string.Join(", ", able.Select(c => c.Name))}, or leave it out."];
        return null;
    }
}
