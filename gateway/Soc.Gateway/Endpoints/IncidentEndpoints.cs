using Orleans;
using Soc.Gateway.Auth;
using Soc.Gateway.Requests.Idempotency;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Incidents;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;

namespace Soc.Gateway.Endpoints;

/// <summary>Incidents and the verdicts of people.</summary>
internal static class IncidentEndpoints
{
    private const int MaxRedirects = 8;

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
            .WithName("setVerdict").WithTags("Incidents").WithSummary("Sets a person's verdict, and learns from it.")
            .Produces<IncidentDto>().ProducesProblem(404).ProducesProblem(422);
    }

    private static async Task<IResult> ListAsync(
        string client, string? status, double? minScore, string? since, int? limit, string? cursor,
        IIncidentStore store, Caller caller, RelatedReader related, CancellationToken cancellationToken)
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

        var page = await store.QueryAsync(new IncidentQuery(client, only, query.MinScore, query.SinceMs, query.Limit, query.Place), cancellationToken);
        return TypedResults.Ok(query.PageOf(await related.ShowAsync(page.Items, caller, cancellationToken), page.NextCursor));
    }

    private static async Task<IResult> GetAsync(string id, Caller caller, IGrainFactory grains, RelatedReader related, CancellationToken cancellationToken) =>
        await FindAsync(id, caller, grains, cancellationToken) is { } incident
            ? TypedResults.Ok(await related.ShowAsync(incident, caller, cancellationToken))
            : Problems.NotFound($"Incident '{id}'");

    private static async Task<IResult> JudgeAsync(
        string id, VerdictRequestDto body, Caller caller, IGrainFactory grains, RelatedReader related, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, caller, grains, cancellationToken) is not { } incident)
        {
            return Problems.NotFound($"Incident '{id}'");
        }

        if (!Wire.TryVerdict(body.Verdict, out var verdict))
        {
            return Problems.Invalid("verdict", $"'{body.Verdict}' is no verdict: use true_positive, benign, false_positive or undecided.");
        }

        var by = string.IsNullOrWhiteSpace(body.By) ? caller.Id : $"{Cut(body.By, 128)} ({caller.Id})";
        var note = new VerdictNote(verdict, by, time.GetUtcNow().ToUnixTimeMilliseconds(), body.Comment is null ? null : Cut(body.Comment, 4096));
        var judged = await grains.GetGrain<IClientGrain>(incident.Client).SetVerdictAsync(incident.Id, note, cancellationToken);
        return judged is null ? Problems.NotFound($"Incident '{id}'") : TypedResults.Ok(await related.ShowAsync(judged, caller, cancellationToken));
    }

    private static async ValueTask<Incident?> FindAsync(string id, Caller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop < MaxRedirects && id.Length is > 0 and <= 64; hop++)
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

    private static string Cut(string text, int max) => text.Length <= max ? text : text[..max];
}
