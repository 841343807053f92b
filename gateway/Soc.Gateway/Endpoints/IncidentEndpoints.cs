using Orleans;
using Soc.Gateway.Auth;
using Soc.Gateway.Requests.Idempotency;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Escalation;
using Soc.GrainInterfaces.Incidents;
using Soc.GrainInterfaces.Storage;
using Soc.Model;
using Soc.Model.Incidents;

namespace Soc.Gateway.Endpoints;

/// <summary>Incidents and the verdicts of people.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/clients/{client}/incidents", ListAsync)
            .Needs(CredentialScopes.Read)
            .WithName("listIncidents").WithTags("Incidents").WithSummary("Incidents of a client, newest activity first.")
            .Produces<PageDto<IncidentDto>>().ProducesProblem(400);
        api.MapGet("/incidents/{id}", GetAsync)
            .Needs(CredentialScopes.Read)
            .WithName("getIncident").WithTags("Incidents").WithSummary("One incident; an id that was merged away gives the incident that took it in.")
            .Produces<IncidentDto>().ProducesProblem(404);
        api.MapPost("/incidents/{id}/verdict", JudgeAsync)
            .Needs(CredentialScopes.Verdict).WithMetadata(new Idempotent())
            .WithName("setVerdict").WithTags("Incidents").WithSummary("Sets a person's verdict, and learns from it. What is in force stays: responses names it (inForce), and a person decides (POST /responses/{id}/release or undo).")
            .Produces<IncidentDto>().ProducesProblem(404).ProducesProblem(422);
        api.MapPost("/incidents/{id}/acknowledge", AcknowledgeAsync)
            .Needs(CredentialScopes.Verdict).WithMetadata(new Idempotent())
            .WithName("acknowledgeIncident").WithTags("Incidents").WithSummary("A person has it: nobody else is told because nobody answered.")
            .Produces<AcknowledgedDto>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> ListAsync(
        string client, string? status, double? minScore, string? since, int? limit, string? cursor,
        Caller caller, IncidentReader reader, CancellationToken cancellationToken)
    {
        IncidentStatus? only = null;
        if (status is not null)
        {
            if (!Wire.TryStatus(status, out var parsed))
            {
                return Problems.BadRequest($"status='{status}' is unknown: use open, contained or closed.");
            }

            only = parsed;
        }

        if (!ListQuery.TryRead($"incidents\n{client}\n{status}", minScore, since, limit, cursor, out var query, out var refusal))
        {
            return refusal;
        }

        var (items, next) = await reader.ListAsync(client, only, query.MinScore, query.SinceMs, query.Limit, query.Place, caller, cancellationToken);
        return TypedResults.Ok(query.PageOf(items, next));
    }

    private static async Task<IResult> GetAsync(string id, Caller caller, IGrainFactory grains, IncidentReader reader, CancellationToken cancellationToken) =>
        await FindAsync(id, caller, grains, cancellationToken) is { } incident
            ? TypedResults.Ok(await reader.ShowAsync(incident, caller, cancellationToken))
            : Problems.NotFound($"Incident '{id}'");

    private static async Task<IResult> JudgeAsync(
        string id, VerdictRequestDto body, Caller caller, IGrainFactory grains, IncidentReader reader, IncidentAcknowledgement told, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, caller, grains, cancellationToken) is not { } incident)
        {
            return Problems.NotFound($"Incident '{id}'");
        }

        if (!Wire.TryVerdict(body.Verdict, out var verdict))
        {
            return Problems.Invalid("verdict", $"'{body.Verdict}' is no verdict: use true_positive, benign, false_positive or undecided.");
        }

        var by = string.IsNullOrWhiteSpace(body.By) ? caller.Id : $"{Clip.To(body.By, 128)} ({caller.Id})";
        var note = new VerdictNote(verdict, by, time.GetUtcNow().ToUnixTimeMilliseconds(), body.Comment is null ? null : Clip.To(body.Comment, 4096));
        var judged = await grains.GetGrain<IClientGrain>(incident.Client).SetVerdictAsync(incident.Id, note, cancellationToken);
        if (judged is null)
        {
            return Problems.NotFound($"Incident '{id}'");
        }

        if (verdict != Verdict.Undecided)
        {
            await told.ResolveAsync(judged, note, cancellationToken);
        }

        return TypedResults.Ok(await reader.ShowAsync(judged, caller, cancellationToken));
    }

    private static async Task<IResult> AcknowledgeAsync(
        string id, Caller caller, IGrainFactory grains, Func<EscalationKey, IEscalationGrain> escalationOf, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, caller, grains, cancellationToken) is not { } incident)
        {
            return Problems.NotFound($"Incident '{id}'");
        }

        var answer = await escalationOf(EscalationKey.Incident(incident.Client, incident.Id)).AcknowledgeAsync(caller.Actor, cancellationToken);
        return answer is { State: { } state, Refusal: null }
            ? TypedResults.Ok(new AcknowledgedDto(incident.Id, Wire.Name(state.Phase), state.AcknowledgedBy, Wire.TimeOrNull(state.AcknowledgedAtMs)))
            : Problems.Conflict(answer.Refusal ?? "Nobody was told of this incident, so that there is nothing to acknowledge.");
    }

    /// <summary>The incident, or the one that took it in; null when there is none, or it is not this caller's to see.</summary>
    internal static async ValueTask<Incident?> FindAsync(string id, Caller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop < Survivors.MaxRedirects && id.Length is > 0 and <= 64; hop++)
        {
            var incident = await grains.GetGrain<IIncidentGrain>(id).GetAsync(cancellationToken);
            if (incident is null || !caller.MaySee(incident.Client))
            {
                return null;
            }

            if (incident.MergedInto is null)
            {
                return incident;
            }

            id = incident.MergedInto;
        }

        return null;
    }
}
