using System.Text.Json;
using Orleans;
using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Clients;
using Soc.Response.Policy;

namespace Soc.Gateway.Endpoints.Rules;

/// <summary>A client's rules of engagement: read, said back in words, replaced, and tried over incidents of the past.</summary>
internal static class RuleEndpoints
{
    private const int DefaultDays = 30;
    private const int MaxDays = 92;
    private const long DayMs = 86_400_000;

    public static void MapRules(this IEndpointRouteBuilder api)
    {
        api.MapGet("/clients/{client}/rules", Get)
            .Needs(CredentialScopes.Read)
            .WithName("getRules").WithTags("Rules").WithSummary("A client's rules of engagement, with what they mean in words and what is probably not meant; the policy's version is the ETag.")
            .Produces<RulesDto>().Produces(304);
        api.MapPut("/clients/{client}/rules", PutAsync)
            .Needs(CredentialScopes.Write)
            .WithName("putRules").WithTags("Rules")
            .WithSummary("Replaces a client's rules of engagement; the rest of its policy stays. A change of what may be done to somebody needs the scope respond as well.")
            .Produces<RulesDto>().ProducesProblem(400).ProducesProblem(412).ProducesProblem(422).ProducesProblem(428);
        api.MapPost("/clients/{client}/rules/dry-run", DryRunAsync)
            .Needs(CredentialScopes.Read)
            .WithName("dryRunRules").WithTags("Rules").WithSummary("What proposed rules would have done about the incidents of a time, beside those that hold. Nothing is changed.")
            .Produces<DryRunDto>().ProducesProblem(400).ProducesProblem(422);
    }

    private static IResult Get(string client, HttpContext http, IClientPolicies policies)
    {
        if (policies.Find(client) is not { } policy)
        {
            return Problems.NotFound($"Client '{client}'");
        }

        return PolicyConditions.IsKnown(http, policy.Version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(RulesDto.Of(policy));
    }

    private static async Task<IResult> PutAsync(
        string client, RulesDto body, HttpContext http, GatewayOptions options, IClientPolicies policies, IGrainFactory grains, Caller caller, CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IClientGrain>(client);
        if (await grain.GetPolicyAsync(cancellationToken) is not { } current)
        {
            return Problems.NotFound($"Client '{client}'");
        }

        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (body.Rules is null)
        {
            problems["rules"] = ["The rules are missing: give all of them, or an empty list for none."];
        }

        var proposed = current.Over(body.Rules, body.Engagement, problems);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        if (!caller.Has(CredentialScopes.Respond) && RightToAct.IsNeeded(current, proposed))
        {
            return Problems.Forbidden(CredentialScopes.Respond);
        }

        if (PolicyConditions.Of(http.Request, current.Version, options).Refusal is { } refusal)
        {
            return refusal;
        }

        // Always over what was read: the rest of the policy is somebody else's, and what the right was held against must be what is replaced.
        proposed = RightToAct.Signed(current, proposed, caller.AsAuthor());
        if (await grain.SetPolicyAsync(proposed, current.Version, cancellationToken) is not { } stored)
        {
            return Problems.ConditionFailed("Somebody changed the policy meanwhile: read it again and repeat the change.");
        }

        policies.Publish(stored);
        http.Response.GetTypedHeaders().ETag = PolicyConditions.TagOf(stored.Version);
        return TypedResults.Ok(RulesDto.Of(stored));
    }

    private static async Task<IResult> DryRunAsync(
        string client, DryRunRequestDto body, bool? different, int? limit, string? cursor,
        IClientPolicies policies, DryRunReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        if (PageLimits.RefusalOf(limit) is { } refusal)
        {
            return refusal;
        }

        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var (current, zone) = policies.RulesOf(client);
        var proposed = current.Over(body.Rules, body.Engagement, problems);
        var (fromMs, toMs) = ReadTime(body, time.GetUtcNow().ToUnixTimeMilliseconds(), problems);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        // A page of other rules or another time is another list.
        var list = $"dry-run\n{client}\n{body.From}\n{body.To}\n{different}\n{JsonSerializer.Serialize(proposed.RulesOfEngagement)}\n{JsonSerializer.Serialize(proposed.Engagement)}";
        if (!Cursors.TryRead(list, cursor, out var place))
        {
            return Cursors.Refusal();
        }

        var summary = place is null ? await reader.SumAsync(new EngagementDryRun(current, proposed, zone), client, fromMs, toMs, cancellationToken) : null;
        var (items, next) = await reader.PageAsync(
            new EngagementDryRun(current, proposed, zone), client, fromMs, toMs, limit ?? PageLimits.Default, place, l => different != true || l.Differs, cancellationToken);
        return TypedResults.Ok(new DryRunDto(EngagementWords.Explain(proposed), summary, items, Cursors.Write(list, next)));
    }

    private static (long FromMs, long ToMs) ReadTime(DryRunRequestDto body, long nowMs, Dictionary<string, string[]> problems)
    {
        if (!Wire.TryTime(body.To, out var toMs))
        {
            problems["to"] = [$"'{body.To}' is no time: use ISO 8601, such as 2026-03-01T00:00:00Z."];
        }

        if (!Wire.TryTime(body.From, out var fromMs))
        {
            problems["from"] = [$"'{body.From}' is no time: use ISO 8601, such as 2026-03-01T00:00:00Z."];
        }

        toMs = toMs == 0 ? nowMs : Math.Min(toMs, nowMs);
        fromMs = fromMs == 0 ? Math.Max(0, toMs - DefaultDays * DayMs) : fromMs;
        if (problems.Count == 0 && (fromMs >= toMs || toMs - fromMs > MaxDays * DayMs))
        {
            problems["from"] = [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The time begins before it ends, and is {MaxDays} days at most.")];
        }

        return (fromMs, toMs);
    }
}
