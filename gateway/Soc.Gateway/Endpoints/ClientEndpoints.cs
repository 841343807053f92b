using Microsoft.Net.Http.Headers;
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
        api.MapGet("/clients", List)
            .Needs(CredentialScopes.Read)
            .WithName("listClients").WithTags("Clients").WithSummary("The clients that this credential may see, by id.")
            .Produces<PageDto<PolicyDto>>().ProducesProblem(400);
        api.MapGet("/clients/{client}", Get)
            .Needs(CredentialScopes.Read)
            .WithName("getClient").WithTags("Clients").WithSummary("A client's policy; its version is the ETag.")
            .Produces<PolicyDto>().Produces(304);
        api.MapPut("/clients/{client}", PutAsync)
            .Needs(CredentialScopes.Write, clientMayBeNew: true)
            .WithName("putClient").WithTags("Clients")
            .WithSummary("Makes a client (201) or replaces its policy (200); what is left out gets its stated default. If-Match guards against overwriting another's change.")
            .Produces<PolicyDto>().Produces<PolicyDto>(201).ProducesProblem(400).ProducesProblem(412).ProducesProblem(422).ProducesProblem(428);
        api.MapGet("/clients/{client}/funnel", FunnelAsync)
            .Needs(CredentialScopes.Read)
            .WithName("getFunnel").WithTags("Clients").WithSummary("Counts from records received to incidents escalated, since a moment (whole hours).")
            .Produces<FunnelDto>().ProducesProblem(400);
    }

    private static IResult List(int? limit, string? cursor, IClientPolicies policies, Caller caller)
    {
        if (PageLimits.RefusalOf(limit) is { } refusal)
        {
            return refusal;
        }

        if (!Cursors.TryRead("clients", cursor, out var after))
        {
            return Cursors.Refusal();
        }

        var size = limit ?? PageLimits.Max;
        var rest = policies.All.Where(p => caller.MaySee(p.Client) && (after is null || string.CompareOrdinal(p.Client, after) > 0)).Take(size + 1).ToList();
        return TypedResults.Ok(new PageDto<PolicyDto>(
            [.. rest.Take(size).Select(PolicyDto.Of)],
            rest.Count > size ? Cursors.Write("clients", rest[size - 1].Client) : null));
    }

    private static IResult Get(string client, HttpContext http, IClientPolicies policies)
    {
        if (policies.Find(client) is not { } policy)
        {
            return Problems.NotFound($"Client '{client}'");
        }

        var tag = TagOf(policy.Version);
        http.Response.GetTypedHeaders().ETag = tag;
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false) || t.Tag == "*")
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(PolicyDto.Of(policy));
    }

    private static async Task<IResult> PutAsync(
        string client, PolicyDto body, HttpContext http, GatewayOptions options, IClientPolicies policies, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!ClientId.IsValid(client))
        {
            problems["client"] = [$"'{client}' cannot be a client id: use 1 to {ClientId.MaxLength} of a–z, 0–9, '-' and '_', beginning with a letter or digit."];
        }

        if (body.Client is not null && !string.Equals(body.Client, client, StringComparison.Ordinal))
        {
            problems["client"] = [$"The body names '{body.Client}', the path '{client}': leave it out of the body."];
        }

        var policy = body.ToPolicy(client, problems);
        foreach (var group in PolicyValidation.Check(policy).GroupBy(p => p.Field, StringComparer.Ordinal))
        {
            problems.TryAdd(group.Key, [.. group.Select(p => p.Message)]);
        }

        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var (expected, refusal) = Conditions(http.Request, policies.Find(client)?.Version ?? 0, options);
        if (refusal is not null)
        {
            return refusal;
        }

        if (await grains.GetGrain<IClientGrain>(client).SetPolicyAsync(policy, expected, cancellationToken) is not { } stored)
        {
            return Problems.ConditionFailed("Somebody changed the policy meanwhile: read it again and repeat the change.");
        }

        // Where the silo is another process, this one would learn of it a moment later only: whoever asked goes on at once.
        policies.Publish(stored);
        http.Response.GetTypedHeaders().ETag = TagOf(stored.Version);
        return stored.Version == 1 ? TypedResults.Created(http.Request.Path, PolicyDto.Of(stored)) : TypedResults.Ok(PolicyDto.Of(stored));
    }

    /// <summary>The version that the change must meet, or null for any; or why it is refused at once.</summary>
    /// <param name="version">Of the stored policy; 0 for a client that is new.</param>
    private static (long? Expected, IResult? Refusal) Conditions(HttpRequest request, long version, GatewayOptions options)
    {
        var headers = request.GetTypedHeaders();
        if (request.Headers.IfNoneMatch.Count > 0)
        {
            return version == 0 || !headers.IfNoneMatch.Any(t => t.Tag == "*" || t.Compare(TagOf(version), useStrongComparison: false))
                ? (version, null)
                : (null, Problems.ConditionFailed("The client exists already, and If-None-Match asks that it does not."));
        }

        if (request.Headers.IfMatch.Count == 0)
        {
            return version == 0 || !options.RequireIfMatch
                ? (null, null)
                : (null, Problems.ConditionMissing("This installation asks for If-Match when a policy is replaced: read it first, and send its ETag."));
        }

        if (headers.IfMatch.Count == 0)
        {
            return (null, Problems.BadRequest("If-Match holds no ETag: send what GET gave, in its quotes, or leave it out."));
        }

        return version > 0 && headers.IfMatch.Any(t => t.Tag == "*" || t.Compare(TagOf(version), useStrongComparison: true))
            ? (version, null)
            : (null, Problems.ConditionFailed(version == 0 ? "The client does not exist, so that no version of it matches." : "Somebody changed the policy since: read it again and repeat the change."));
    }

    private static EntityTagHeaderValue TagOf(long version) => new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"{version}\""));

    private static async Task<IResult> FunnelAsync(string client, string? since, IGrainFactory grains, CancellationToken cancellationToken) =>
        Wire.TryTime(since, out var sinceMs)
            ? TypedResults.Ok(FunnelDto.Of(await grains.GetGrain<IClientGrain>(client).GetFunnelAsync(sinceMs, cancellationToken)))
            : Problems.BadRequest($"since='{since}' is no time: use ISO 8601, such as 2026-03-01T00:00:00Z.");
}
