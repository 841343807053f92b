using Orleans;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.Gateway.Requests.Idempotency;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Response;

namespace Soc.Gateway.Responses;

/// <summary>A client's connectors, its kill switch and its undo rate.</summary>
internal static class ClientResponseEndpoints
{
    public static void MapClientResponses(this IEndpointRouteBuilder api)
    {
        api.MapGet("/clients/{client}/connectors", ConnectorsAsync)
            .Needs(CredentialScopes.Read)
            .WithName("listConnectors").WithTags("Responses").WithSummary("The connectors of a client and what each is used for, without their settings.")
            .Produces<PageDto<ConnectorDto>>();
        api.MapGet("/clients/{client}/responses/switch", ViewAsync)
            .Needs(CredentialScopes.Read)
            .WithName("getSwitch").WithTags("Responses").WithSummary("Whether anything is done at this client, and how much of its limits is used.")
            .Produces<SwitchDto>();
        api.MapPut("/clients/{client}/responses/switch", SwitchAsync)
            .Needs(CredentialScopes.Verdict)
            .WithName("putSwitch").WithTags("Responses").WithSummary("Stops all new actions at this client, or allows them again, which needs the scope respond. The same again changes nothing; the audit has it.")
            .Produces<SwitchDto>().ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/clients/{client}/responses/reset", ResetAsync)
            .Needs(CredentialScopes.Respond).WithMetadata(new Idempotent())
            .WithName("resetUndoRate").WithTags("Responses").WithSummary("A person looked at what was undone as wrong: actions may follow from rules again. The audit has it.")
            .Produces<SwitchDto>().ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<IResult> ConnectorsAsync(string client, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(new PageDto<ConnectorDto>(Array.ConvertAll(await grains.GetGrain<IConnectorsGrain>(client).ListAsync(cancellationToken), ConnectorDto.Of), null));

    private static async Task<IResult> ViewAsync(string client, IClientPolicies policies, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(Of(await LimitsOf(client, grains).ViewAsync(cancellationToken), client, policies));

    private static async Task<IResult> SwitchAsync(
        string client, SwitchRequestDto body, Caller caller, IClientPolicies policies, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var why = ResponseReading.Sentence(body.Why, "why", problems);
        if (body.Killed is not { } isOn)
        {
            problems["killed"] = ["Say true to stop all new actions, or false to allow them again."];
            return Problems.Invalid(problems);
        }

        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        if (!isOn && !caller.Has(CredentialScopes.Respond))
        {
            return Problems.Forbidden(CredentialScopes.Respond);
        }

        var limits = LimitsOf(client, grains);
        return await limits.KillAsync(caller.Actor, isOn, why, cancellationToken) is { } refusal
            ? Problems.Conflict(refusal)
            : TypedResults.Ok(Of(await limits.ViewAsync(cancellationToken), client, policies));
    }

    private static async Task<IResult> ResetAsync(
        string client, WhyRequestDto body, Caller caller, IClientPolicies policies, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var why = ResponseReading.Sentence(body.Why, "why", problems);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var limits = LimitsOf(client, grains);
        return await limits.ResetBreakerAsync(caller.Actor, why, cancellationToken) is { } refusal
            ? Problems.Conflict(refusal)
            : TypedResults.Ok(Of(await limits.ViewAsync(cancellationToken), client, policies));
    }

    private static IResponseLimitsGrain LimitsOf(string client, IGrainFactory grains) => grains.GetGrain<IResponseLimitsGrain>(ResponseKey.Limits(client).ToString());

    private static SwitchDto Of(ResponseLimitsView view, string client, IClientPolicies policies) => new(
        view.IsKilled,
        policies.RulesOf(client).Policy.Engagement.Limits.KillSwitch,
        view.SwitchedBy is { } by ? ResponseActorDto.Of(by) : null,
        view.SwitchedBy is null ? null : view.Why,
        Wire.TimeOrNull(view.SwitchedMs),
        view.ActiveOperations,
        view.WithinTheHour,
        view.Undone,
        view.Endings);
}
