using System.ComponentModel;
using System.Globalization;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.Gateway.Requests.Idempotency;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Response;

namespace Soc.Gateway.Responses;

/// <summary>What is done, was done and is to be done about threats.</summary>
internal static class ResponseEndpoints
{
    /// <summary>Stands for all statuses in which somebody is held off.</summary>
    private const string InForce = "in_force";

    public static void MapResponses(this IEndpointRouteBuilder api)
    {
        api.MapGet("/responses", ListAsync)
            .Needs(CredentialScopes.Read)
            .WithName("listResponses").WithTags("Responses").WithSummary("Operations of a client, the newest proposal first.")
            .Produces<PageDto<ResponseDto>>().ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/responses/{id}", GetAsync)
            .Needs(CredentialScopes.Read)
            .WithName("getResponse").WithTags("Responses").WithSummary("One operation with its own state: checks, history, approvals, the hash that an approval names, and what it waits for.")
            .Produces<ResponseDto>().ProducesProblem(404);
        api.MapPost("/responses", PostAsync)
            .Needs(CredentialScopes.Verdict).WithMetadata(new Idempotent())
            .WithName("proposeResponse").WithTags("Responses")
            .WithSummary("Proposes an action. It waits for another person's yes; with the scope respond it needs none where it can be undone. dryRun: all checks and the connector's plan, and nothing is done. With Idempotency-Key the same request is the same operation for good.")
            .Produces<ResponseDto>(202).ProducesProblem(404).ProducesProblem(422);
        Wish<ApproveRequestDto>("approve", CredentialScopes.Respond, "Agrees to exactly what was shown, by its hash. Whoever wants it cannot agree himself; what cannot be undone needs two people.", ApproveAsync);
        Wish<WhyRequestDto>("reject", CredentialScopes.Verdict, "Says no to what has not begun, or withdraws it.", RejectAsync);
        Wish<ExtendRequestDto>("extend", CredentialScopes.Respond, "Gives an operation in force more time: minutes after the end that it has, or a new end. Whoever wanted it cannot.", ExtendAsync);
        Wish<WhyRequestDto>("release", CredentialScopes.Verdict, "Ends an operation in force before its time: it is not needed any more. What was there before is restored.", ReleaseAsync);
        Wish<WhyRequestDto>("undo", CredentialScopes.Verdict, "Ends an operation in force because it was wrong; too many of these stop what is done by rule.", UndoAsync);

        void Wish<TBody>(string verb, string scope, string summary, Func<string, TBody, Caller, ResponseOperations, CancellationToken, Task<IResult>> handler) =>
            api.MapPost($"/responses/{{id}}/{verb}", handler)
                .Needs(scope).WithMetadata(new Idempotent())
                .WithName($"{verb}Response").WithTags("Responses").WithSummary(summary)
                .Produces<ResponseDto>().Produces<ResponseDto>(202).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<IResult> ListAsync(
        [Description("Id of the client; a credential of one client may leave it out.")] string? client,
        [Description("Only these, separated by commas: proposed, awaiting_approval, enforced, rolled_back …; in_force for all in which somebody is held off.")] string? status,
        [Description("Only of this incident.")] string? incident,
        [Description("Proposed at or after: ISO 8601, or milliseconds since the epoch.")] string? since,
        [Description("Proposed before: ISO 8601, or milliseconds since the epoch.")] string? until,
        int? limit, string? cursor, IResponseStore store, IClientPolicies policies, Caller caller, CancellationToken cancellationToken)
    {
        if ((client ?? (caller.IsForAllClients ? null : caller.Client)) is not { } of)
        {
            return Problems.BadRequest("client is missing: this credential sees all clients, so name one: ?client=acme.");
        }

        if (!caller.MaySee(of) || policies.Find(of) is not { } policy)
        {
            return Problems.NotFound($"Client '{of}'");
        }

        if (!TryStatuses(status, out var statuses, out var unknown))
        {
            return Problems.BadRequest($"status='{unknown}' is unknown: use {InForce}, {string.Join(", ", Enum.GetValues<OperationStatus>().Where(s => s != OperationStatus.Unknown).Select(OperationStatuses.NameOf))}.");
        }

        if (!Wire.TryTime(since, out var fromMs))
        {
            return Problems.BadRequest($"since='{since}' is no time: use ISO 8601, such as 2026-03-01T00:00:00Z.");
        }

        if (!Wire.TryTime(until, out var toMs))
        {
            return Problems.BadRequest($"until='{until}' is no time: use ISO 8601, such as 2026-03-01T00:00:00Z.");
        }

        if (PageLimits.RefusalOf(limit) is { } refusal)
        {
            return refusal;
        }

        var list = string.Create(CultureInfo.InvariantCulture, $"responses\n{policy.Client}\n{status}\n{incident}\n{fromMs}\n{toMs}");
        if (!Cursors.TryRead(list, cursor, out var place))
        {
            return Cursors.Refusal();
        }

        var page = await store.QueryAsync(
            new OperationQuery(policy.Client, statuses, incident, fromMs, toMs == 0 ? long.MaxValue : toMs, limit ?? PageLimits.Default, place), cancellationToken);
        return TypedResults.Ok(new PageDto<ResponseDto>([.. page.Items.Select(ResponseDto.Of)], Cursors.Write(list, page.NextCursor)));
    }

    private static async Task<IResult> GetAsync(string id, Caller caller, ResponseOperations operations, CancellationToken cancellationToken) =>
        await operations.ReadAsync(id, caller, cancellationToken) is { } state ? TypedResults.Ok(ResponseDto.Of(state)) : ResponseOperations.NotFound(id);

    private static Task<IResult> PostAsync(ResponseRequestDto body, HttpContext http, Caller caller, ResponseProposals proposals, CancellationToken cancellationToken) =>
        proposals.ProposeAsync(body, caller, IdempotencyKey.TryRead(http.Request.Headers[IdempotencyKey.Header].ToString(), out var key) ? key : null, cancellationToken);

    private static async Task<IResult> ApproveAsync(string id, ApproveRequestDto body, Caller caller, ResponseOperations operations, CancellationToken cancellationToken)
    {
        if (await operations.FindAsync(id, caller, cancellationToken) is null)
        {
            return ResponseOperations.NotFound(id);
        }

        return body.Hash is { Length: > 0 } hash
            ? await operations.WishAsync(id, caller, o => o.ApproveAsync(caller.Actor, hash, cancellationToken), cancellationToken)
            : Problems.Invalid("hash", "Send the hash of what you looked at (GET /responses/{id}): what changed since is not approved.");
    }

    private static Task<IResult> RejectAsync(string id, WhyRequestDto body, Caller caller, ResponseOperations operations, CancellationToken cancellationToken) =>
        WithReasonAsync(id, body, caller, operations, (o, why) => o.RejectAsync(caller.Actor, why, cancellationToken), cancellationToken);

    private static Task<IResult> ReleaseAsync(string id, WhyRequestDto body, Caller caller, ResponseOperations operations, CancellationToken cancellationToken) =>
        WithReasonAsync(id, body, caller, operations, (o, why) => o.EndAsync(caller.Actor, isUndo: false, why, cancellationToken), cancellationToken);

    private static Task<IResult> UndoAsync(string id, WhyRequestDto body, Caller caller, ResponseOperations operations, CancellationToken cancellationToken) =>
        WithReasonAsync(id, body, caller, operations, (o, why) => o.EndAsync(caller.Actor, isUndo: true, why, cancellationToken), cancellationToken);

    private static async Task<IResult> ExtendAsync(string id, ExtendRequestDto body, Caller caller, ResponseOperations operations, CancellationToken cancellationToken)
    {
        // What is another client's is not there, whatever the body says.
        if (await operations.ReadAsync(id, caller, cancellationToken) is not { } state)
        {
            return ResponseOperations.NotFound(id);
        }

        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var why = ResponseReading.Sentence(body.Why, "why", problems);
        var untilMs = 0L;
        if (body.Minutes is null == body.Until is null)
        {
            problems["minutes"] = ["Give either minutes, which come after the end that it has, or until, the new end."];
        }
        else if (body.Until is { } until)
        {
            if (!Wire.TryTime(until, out untilMs) || untilMs == 0)
            {
                problems["until"] = [$"'{until}' is no time: use ISO 8601, such as 2026-03-01T00:00:00Z."];
            }
        }
        else
        {
            untilMs = state.UntilMs + ResponseReading.Minutes(body.Minutes, problems);
        }

        return problems.Count > 0
            ? Problems.Invalid(problems)
            : await operations.WishAsync(id, caller, o => o.ExtendAsync(caller.Actor, untilMs, why, cancellationToken), cancellationToken);
    }

    private static async Task<IResult> WithReasonAsync(
        string id, WhyRequestDto body, Caller caller, ResponseOperations operations,
        Func<GrainInterfaces.Response.IResponseGrain, string, ValueTask<GrainInterfaces.Response.OperationAnswer>> wish, CancellationToken cancellationToken)
    {
        if (await operations.FindAsync(id, caller, cancellationToken) is null)
        {
            return ResponseOperations.NotFound(id);
        }

        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var why = ResponseReading.Sentence(body.Why, "why", problems);
        return problems.Count > 0 ? Problems.Invalid(problems) : await operations.WishAsync(id, caller, o => wish(o, why), cancellationToken);
    }

    private static bool TryStatuses(string? text, out OperationStatus[] statuses, out string? unknown)
    {
        var read = new List<OperationStatus>();
        unknown = null;
        foreach (var name in text?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            if (name == InForce)
            {
                read.AddRange(OperationStatuses.AllInForce);
            }
            else if (OperationStatuses.TryParse(name, out var status))
            {
                read.Add(status);
            }
            else
            {
                unknown = name;
            }
        }

        statuses = [.. read.Distinct()];
        return unknown is null;
    }
}
