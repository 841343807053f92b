using Orleans;
using Soc.Detection.Correlation;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints.Rules;
using Soc.GrainInterfaces.Clients;
using Soc.Model.Policies;
using Soc.Response.Policy;

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
            .WithSummary("Makes a client (201) or replaces its policy (200); what is left out gets its stated default. If-Match guards against overwriting another's change. A change of what may be done to somebody needs the scope respond as well.")
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

        return PolicyConditions.IsKnown(http, policy.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(PolicyDto.Of(policy));
    }

    private static async Task<IResult> PutAsync(
        string client, PolicyDto body, HttpContext http, GatewayOptions options, IClientPolicies policies, IGrainFactory grains, Caller caller, CancellationToken cancellationToken)
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

        RuleReading.Check(policy, "rulesOfEngagement", problems);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var current = policies.Find(client);
        var (expected, refusal) = PolicyConditions.Of(http.Request, current?.Version ?? 0, options);
        if (refusal is not null)
        {
            return refusal;
        }

        if (!caller.Has(CredentialScopes.Respond))
        {
            if (RightToAct.IsNeeded(current ?? ClientPolicy.DefaultFor(client), policy))
            {
                return Problems.Forbidden(CredentialScopes.Respond);
            }

            // What was compared must be what is replaced, or a rule that came meanwhile would go without the right.
            expected = current?.Version ?? 0;
        }

        policy = RightToAct.Signed(current ?? ClientPolicy.DefaultFor(client), policy, caller.AsAuthor());
        if (await grains.GetGrain<IClientGrain>(client).SetPolicyAsync(policy, expected, cancellationToken) is not { } stored)
        {
            return Problems.ConditionFailed("Somebody changed the policy meanwhile: read it again and repeat the change.");
        }

        // Where the silo is another process, this one would learn of it a moment later only: whoever asked goes on at once.
        policies.Publish(stored);
        http.Response.GetTypedHeaders().ETag = PolicyConditions.TagOf(stored.Version);
        return stored.Version == 1 ? TypedResults.Created(http.Request.Path, PolicyDto.Of(stored)) : TypedResults.Ok(PolicyDto.Of(stored));
    }

    private static async Task<IResult> FunnelAsync(string client, string? since, IGrainFactory grains, CancellationToken cancellationToken) =>
        Wire.TryTime(since, out var sinceMs)
            ? TypedResults.Ok(FunnelDto.Of(await grains.GetGrain<IClientGrain>(client).GetFunnelAsync(sinceMs, cancellationToken)))
            : Problems.BadRequest($"since='{since}' is no time: use ISO 8601, such as 2026-03-01T00:00:00Z.");
}
