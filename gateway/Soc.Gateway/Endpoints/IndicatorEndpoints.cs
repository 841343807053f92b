using Microsoft.AspNetCore.Mvc;
using Orleans;
using Soc.Enrichment.Indicators;
using Soc.Gateway.Auth;
using Soc.Gateway.Requests.Idempotency;
using Soc.GrainInterfaces.Clients;

namespace Soc.Gateway.Endpoints;

/// <summary>Indicators: plain lists, MISP warning lists, STIX 2.1 bundles, or our own JSON.</summary>
internal static class IndicatorEndpoints
{
    /// <summary>Largest body, bytes.</summary>
    private const int MaxBodyBytes = IndicatorDocuments.MaxBytes;

    public static void MapIndicators(this IEndpointRouteBuilder api) =>
        api.MapPost("/indicators", PostAsync)
            .Needs(CredentialScopes.Write)
            .WithMetadata(new Idempotent(), new RequestSizeLimitAttribute(MaxBodyBytes)).WithTags("Indicators")
            .WithName("postIndicators")
            .WithSummary("Adds indicators: one value a line, MISP warning-list JSON, a STIX 2.1 bundle, or {\"list\",\"indicators\":[…]}. ?list= names a plain list, ?client= keeps it to one client.")
            .Accepts<string>("text/plain", "application/json", "application/stix+json", "*/*")
            .Produces<IndicatorsAcceptedDto>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(413).ProducesProblem(422);

    private static async Task<IResult> PostAsync(
        HttpContext http, string? list, string? client, Caller caller, IClientPolicies policies, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        var owner = client ?? caller.Client;
        if (!caller.MaySee(owner) || (!string.Equals(owner, CredentialKinds.AllClients, StringComparison.Ordinal) && policies.Find(owner) is null))
        {
            return Problems.NotFound($"Client '{owner}'");
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancellationToken);
        var parsed = IndicatorDocuments.Parse(body.GetBuffer().AsMemory(0, (int)body.Length), list, time.GetUtcNow().ToUnixTimeMilliseconds());
        if (parsed.Indicators.Count == 0)
        {
            return Problems.BadRequest(parsed.Problems.Count > 0
                ? string.Join(' ', parsed.Problems.Take(5))
                : "The body holds no indicator: send one value a line, a MISP warning list, a STIX 2.1 bundle, or {\"list\":…,\"indicators\":[…]}.");
        }

        try
        {
            var accepted = await grains.GetGrain<IIndicatorGrain>(owner).AddAsync([.. parsed.Indicators], cancellationToken);
            return TypedResults.Ok(new IndicatorsAcceptedDto(accepted, parsed.Problems.Count, [.. parsed.Problems.Take(20)]));
        }
        catch (InvalidOperationException full)
        {
            // The grain says how many there may be.
            return Problems.Unprocessable(full.Message);
        }
    }
}
