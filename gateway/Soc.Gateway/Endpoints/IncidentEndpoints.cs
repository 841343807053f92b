using Orleans;
using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Incidents;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;

namespace Soc.Gateway.Endpoints;

/// <summary>Incidents and the verdicts of people.</summary>
internal static class IncidentEndpoints
{
    private const int MaxLimit = 500;
    private const int DefaultLimit = 50;
    private const int MaxRedirects = 8;

    public static void MapIncidents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/clients/{client}/incidents", ListAsync)
            .WithName("listIncidents").WithSummary("Incidents of a client, newest activity first.").Produces<PageDto<IncidentDto>>().ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/incidents/{id}", GetAsync)
            .WithName("getIncident").WithSummary("One incident; an id that was merged away gives the incident that took it in.").Produces<IncidentDto>().ProducesProblem(404);
        api.MapPost("/incidents/{id}/verdict", JudgeAsync)
            .WithName("setVerdict").WithSummary("Sets a person's verdict, and learns from it.").Produces<IncidentDto>().ProducesProblem(404).ProducesProblem(422);
    }

    private static async Task<IResult> ListAsync(
        string client, string? status, double? minScore, string? since, int? limit, string? cursor,
        Caller caller, IClientPolicies policies, IIncidentStore store, CancellationToken cancellationToken)
    {
        if (!caller.MaySee(client) || policies.Find(client) is null)
        {
            return Problems.NotFound($"Client '{client}'");
        }

        IncidentStatus? only = null;
        if (status is not null)
        {
            if (!Wire.TryStatus(status, out var parsed))
            {
                return Problems.BadRequest($"status='{status}' is unknown: use open, contained or closed.");
            }

            only = parsed;
        }

        if (!Wire.TryTime(since, out var sinceMs))
        {
            return Problems.BadRequest($"since='{since}' is no time: use ISO 8601, such as 2026-03-01T00:00:00Z.");
        }

        if (limit is < 1 or > MaxLimit)
        {
            return Problems.BadRequest($"limit={limit} is out of range: use 1 to {MaxLimit}.");
        }

        var page = await store.QueryAsync(new IncidentQuery(client, only, minScore ?? 0, sinceMs, limit ?? DefaultLimit, cursor), cancellationToken);
        return TypedResults.Ok(new PageDto<IncidentDto>([.. page.Items.Select(IncidentDto.Of)], page.NextCursor));
    }

    private static async Task<IResult> GetAsync(string id, Caller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        await FindAsync(id, caller, grains, cancellationToken) is { } incident
            ? TypedResults.Ok(IncidentDto.Of(incident))
            : Problems.NotFound($"Incident '{id}'");

    private static async Task<IResult> JudgeAsync(
        string id, VerdictRequestDto body, Caller caller, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, caller, grains, cancellationToken) is not { } incident)
        {
            return Problems.NotFound($"Incident '{id}'");
        }

        if (!caller.Has("verdict"))
        {
            return Problems.Forbidden("verdict");
        }

        if (!Wire.TryVerdict(body.Verdict, out var verdict))
        {
            return Problems.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["verdict"] = [$"'{body.Verdict}' is no verdict: use true_positive, benign, false_positive or undecided."],
            });
        }

        var by = string.IsNullOrWhiteSpace(body.By) ? caller.Id : $"{Cut(body.By, 128)} ({caller.Id})";
        var note = new VerdictNote(verdict, by, time.GetUtcNow().ToUnixTimeMilliseconds(), body.Comment is null ? null : Cut(body.Comment, 4096));
        var judged = await grains.GetGrain<IClientGrain>(incident.Client).SetVerdictAsync(incident.Id, note, cancellationToken);
        return judged is null ? Problems.NotFound($"Incident '{id}'") : TypedResults.Ok(IncidentDto.Of(judged));
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
