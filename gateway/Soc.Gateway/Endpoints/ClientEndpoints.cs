using System.Globalization;
using Orleans;
using Soc.Detection.Correlation;
using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Clients;

namespace Soc.Gateway.Endpoints;

/// <summary>Clients, their policy and their funnel.</summary>
internal static class ClientEndpoints
{
    public static void MapClients(this IEndpointRouteBuilder api)
    {
        api.MapGet("/clients", (IClientPolicies policies, Caller caller) =>
                TypedResults.Ok(new PageDto<PolicyDto>([.. policies.All.Where(p => caller.MaySee(p.Client)).Select(PolicyDto.Of)], null)))
            .WithName("listClients").WithSummary("The clients that this credential may see.").Produces<PageDto<PolicyDto>>();
        api.MapGet("/clients/{client}", GetAsync)
            .WithName("getClient").WithSummary("A client's policy; its version is the ETag.").Produces<PolicyDto>().ProducesProblem(404);
        api.MapPut("/clients/{client}", PutAsync)
            .WithName("putClient").WithSummary("Makes a client or replaces its policy; what is left out gets its stated default.").Produces<PolicyDto>().ProducesProblem(412).ProducesProblem(422);
        api.MapGet("/clients/{client}/funnel", FunnelAsync)
            .WithName("getFunnel").WithSummary("Counts from records received to incidents escalated, since a moment.").Produces<FunnelDto>().ProducesProblem(404);
    }

    private static async Task<IResult> GetAsync(string client, HttpContext http, Caller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!caller.MaySee(client) || await grains.GetGrain<IClientGrain>(client).GetPolicyAsync(cancellationToken) is not { } policy)
        {
            return Problems.NotFound($"Client '{client}'");
        }

        http.Response.Headers.ETag = $"\"{policy.Version}\"";
        return TypedResults.Ok(PolicyDto.Of(policy));
    }

    private static async Task<IResult> PutAsync(string client, PolicyDto body, HttpContext http, Caller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!caller.MaySee(client))
        {
            return Problems.NotFound($"Client '{client}'");
        }

        if (!caller.Has("write"))
        {
            return Problems.Forbidden("write");
        }

        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!ClientId.IsValid(client))
        {
            problems["client"] = [$"'{client}' cannot be a client id: use 1 to 63 of a–z, 0–9, '-' and '_', beginning with a letter or digit."];
        }

        if (body.Client is not null && !string.Equals(body.Client, client, StringComparison.Ordinal))
        {
            problems["client"] = [$"The body names '{body.Client}', the path '{client}': leave it out of the body."];
        }

        var policy = body.ToPolicy(client, problems);
        foreach (var group in PolicyValidation.Check(policy).GroupBy(p => p.Field, StringComparer.Ordinal))
        {
            problems[group.Key] = [.. group.Select(p => p.Message)];
        }

        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        long? expected = null;
        if (http.Request.Headers.IfMatch.Count > 0)
        {
            if (!long.TryParse(http.Request.Headers.IfMatch[0]?.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                return Problems.BadRequest("If-Match holds no ETag of this API: send what GET gave, or leave it out.");
            }

            expected = version;
        }

        if (await grains.GetGrain<IClientGrain>(client).SetPolicyAsync(policy, expected, cancellationToken) is not { } stored)
        {
            return Problems.Conflict("Somebody changed the policy meanwhile: read it again and repeat the change.");
        }

        http.Response.Headers.ETag = $"\"{stored.Version}\"";
        return TypedResults.Ok(PolicyDto.Of(stored));
    }

    private static async Task<IResult> FunnelAsync(string client, string? since, Caller caller, IClientPolicies policies, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (!caller.MaySee(client) || policies.Find(client) is null)
        {
            return Problems.NotFound($"Client '{client}'");
        }

        return Wire.TryTime(since, out var sinceMs)
            ? TypedResults.Ok(FunnelDto.Of(await grains.GetGrain<IClientGrain>(client).GetFunnelAsync(sinceMs, cancellationToken)))
            : Problems.BadRequest($"since='{since}' is no time: use ISO 8601, such as 2026-03-01T00:00:00Z.");
    }
}
