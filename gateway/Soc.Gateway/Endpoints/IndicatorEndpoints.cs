using Orleans;
using Soc.Enrichment.Indicators;
using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Clients;

namespace Soc.Gateway.Endpoints;

/// <summary>Indicators: plain lists, MISP warning lists, STIX 2.1 bundles, or our own JSON.</summary>
internal static class IndicatorEndpoints
{
    /// <summary>Largest body, bytes.</summary>
    private const int MaxBodyBytes = 64 * 1024 * 1024;

    public static void MapIndicators(this IEndpointRouteBuilder api) =>
        api.MapPost("/indicators", PostAsync)
            .WithName("postIndicators")
            .WithSummary("Adds indicators: one value a line, MISP warning-list JSON, a STIX 2.1 bundle, or {\"list\",\"indicators\":[…]}. ?list= names a plain list, ?client= keeps it to one client.")
            .Accepts<string>("application/json", "text/plain", "application/stix+json;version=2.1")
            .Produces<IndicatorsAcceptedDto>()
            .ProducesProblem(400);

    private static async Task<IResult> PostAsync(
        HttpContext http, string? list, string? client, Caller caller, IClientPolicies policies, IGrainFactory grains, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!caller.Has("write"))
        {
            return Problems.Forbidden("write");
        }

        var owner = client ?? caller.Client;
        if (!caller.MaySee(owner) || (!string.Equals(owner, CredentialKinds.AllClients, StringComparison.Ordinal) && policies.Find(owner) is null))
        {
            return Problems.NotFound($"Client '{owner}'");
        }

        using var body = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > MaxBodyBytes)
            {
                return TypedResults.Problem($"A body holds at most {MaxBodyBytes} bytes: send the list in parts.", statusCode: StatusCodes.Status413PayloadTooLarge);
            }

            body.Write(buffer, 0, read);
        }

        var parsed = IndicatorDocuments.Parse(body.GetBuffer().AsMemory(0, (int)body.Length), list, time.GetUtcNow().ToUnixTimeMilliseconds());
        if (parsed.Indicators.Count == 0)
        {
            return Problems.BadRequest(parsed.Problems.Count > 0 ? string.Join(' ', parsed.Problems.Take(5)) : "The body holds no indicator.");
        }

        var accepted = await grains.GetGrain<IIndicatorGrain>(owner).AddAsync([.. parsed.Indicators], cancellationToken);
        return TypedResults.Ok(new IndicatorsAcceptedDto(accepted, parsed.Problems.Count, [.. parsed.Problems.Take(20)]));
    }
}
