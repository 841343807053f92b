using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.AspNetCore.Http.HttpResults;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Sensors;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Response;
using Soc.Response.GuardRails;

namespace Soc.Gateway.Sensors;

/// <summary>A client's sensors.</summary>
internal static class SensorEndpoints
{
    private const int DefaultSeconds = 60;
    private const int DefaultConnections = 100;
    private const int MaxSeconds = 86_400;
    private const int MaxConnections = SensorCommand.MostConnections;
    private const int MaxPort = 65_535;
    private const int AskedTogether = 64;
    private const string NotConnected = "The sensor is connected to no gateway now: nothing was done. GET …/sensors says when it was heard.";

    public static void MapSensors(this IEndpointRouteBuilder api)
    {
        api.MapPost("/clients/{client}/sensors/tokens", PostTokenAsync)
            .Needs(CredentialScopes.Admin)
            .WithName("issueEnrolment").WithTags("Sensors").WithSummary("Makes a token that enrols one capture agent, once. It is shown this once.")
            .Produces<EnrolmentDto>(201);
        api.MapGet("/clients/{client}/sensors", ListAsync)
            .Needs(CredentialScopes.Read)
            .WithName("listSensors").WithTags("Sensors").WithSummary("The capture agents of a client and how they are.")
            .Produces<PageDto<SensorDto>>();
        api.MapDelete("/clients/{client}/sensors/{sensor}", DeleteAsync)
            .Needs(CredentialScopes.Admin)
            .WithName("revokeSensor").WithTags("Sensors").WithSummary("Refuses a capture agent from now on, whatever certificate it shows.")
            .Produces(204).ProducesProblem(404);
        api.MapGet("/clients/{client}/sensors/{sensor}/configuration", GetConfiguration)
            .Needs(CredentialScopes.Read)
            .WithName("getSensorConfiguration").WithTags("Sensors").WithSummary("What a capture agent is told to do.")
            .Produces<JsonObject>().ProducesProblem(404);
        api.MapPut("/clients/{client}/sensors/{sensor}/configuration", PutConfigurationAsync)
            .Needs(CredentialScopes.Write)
            .WithName("configureSensor").WithTags("Sensors").WithSummary("Tells a capture agent its interfaces, filter and limits. It keeps the last good one.")
            .Produces<JsonObject>().ProducesProblem(404).ProducesProblem(422);
        api.MapPost("/clients/{client}/sensors/{sensor}/resets", PostResetAsync)
            .Needs(CredentialScopes.Write)
            .WithName("resetConnections").WithTags("Sensors").WithSummary("Has a capture agent break connections off, for a limited time.")
            .Produces<ResetDto>(202).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapGet("/clients/{client}/sensors/{sensor}/resets/{id}", GetResetAsync)
            .Needs(CredentialScopes.Read)
            .WithName("getReset").WithTags("Sensors").WithSummary("What came of it.")
            .Produces<ResetDto>().ProducesProblem(404);
    }

    private static async Task<IResult> PostTokenAsync(
        string client, CredentialDirectory credentials, SensorAuthority authority, SensorOptions options, SensorAddress address, TimeProvider time, CancellationToken cancellationToken)
    {
        var expires = time.GetUtcNow().AddMinutes(options.TokenMinutes);
        var (token, secret) = await credentials.IssueAsync(CredentialKinds.Enrolment, client, [], expires, cancellationToken);
        return TypedResults.Created((string?)null, new EnrolmentDto(token.Id, $"{secret}.{authority.Fingerprint}", address.Url, Wire.Time(token.ExpiresMs)));
    }

    private static async Task<Ok<PageDto<SensorDto>>> ListAsync(string client, SensorDirectory sensors, SensorOptions options, CancellationToken cancellationToken)
    {
        var items = new List<SensorDto>();
        foreach (var some in sensors.All(client).Chunk(AskedTogether))
        {
            items.AddRange(await Task.WhenAll(some.Select(async token => SensorDto.Of(token, await sensors.GrainOf(token).ViewAsync(options.Patience, cancellationToken)))));
        }

        return TypedResults.Ok(new PageDto<SensorDto>([.. items], null));
    }

    private static async Task<IResult> DeleteAsync(string client, string sensor, SensorDirectory sensors, CredentialDirectory credentials, CancellationToken cancellationToken)
    {
        if (Find(client, sensor, sensors) is null)
        {
            return Problems.NotFound($"The sensor '{sensor}'");
        }

        await credentials.DisableAsync(sensor, cancellationToken);
        return TypedResults.NoContent();
    }

    private static IResult GetConfiguration(string client, string sensor, SensorDirectory sensors, SensorConfigurations configurations) =>
        Find(client, sensor, sensors) is null ? Problems.NotFound($"The sensor '{sensor}'") : TypedResults.Ok(configurations.Read(sensor) ?? new JsonObject { ["version"] = 0 });

    private static async Task<IResult> PutConfigurationAsync(
        string client, string sensor, JsonObject body, SensorDirectory sensors, SensorConfigurations configurations, CancellationToken cancellationToken)
    {
        if (Find(client, sensor, sensors) is not { } token)
        {
            return Problems.NotFound($"The sensor '{sensor}'");
        }

        if (SensorConfigurationCheck.Problems(body) is { Count: > 0 } problems)
        {
            return Problems.Invalid(problems);
        }

        await configurations.WriteAsync(sensor, body, cancellationToken);
        if (configurations.NewerThan(sensor, 0) is { } message)
        {
            // Wherever it is connected. What does not reach it now does with its next heartbeat.
            await sensors.GrainOf(token).SendAsync(message.ToByteArray(), command: null, cancellationToken);
        }

        return TypedResults.Ok(configurations.Read(sensor));
    }

    private static async Task<IResult> PostResetAsync(
        string client,
        string sensor,
        ResetRequestDto body,
        SensorDirectory sensors,
        SensorOptions options,
        IClientPolicies policies,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (Find(client, sensor, sensors) is not { } token)
        {
            return Problems.NotFound($"The sensor '{sensor}'");
        }

        if (ProblemsOf(body) is { Count: > 0 } problems)
        {
            return Problems.Invalid(problems);
        }

        var protectedAssets = new ProtectedAssets(policies.Find(client)?.ProtectedAssets ?? []);
        if (new[] { body.Ip, body.SrcIp, body.DstIp }.FirstOrDefault(a => IpText.Canonical(a) is { } ip && protectedAssets.Find(EntityKind.Address, ip) is not null) is { } asset)
        {
            return Problems.Conflict($"{asset} is a protected asset of the client: nothing is ever done to it.");
        }

        var grain = sensors.GrainOf(token);
        var view = await grain.ViewAsync(options.Patience, cancellationToken);
        if (view.Gateway is null)
        {
            return Problems.Conflict(NotConnected);
        }

        if (!view.Status.ResetsEnabled)
        {
            return Problems.Conflict("The sensor does not break connections off: whoever runs it turns that on there (Soc__Capture__ResetsEnabled=true).");
        }

        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var command = new SensorCommand
        {
            Id = id,
            UntilMs = time.GetUtcNow().ToUnixTimeMilliseconds() + ((body.Seconds ?? DefaultSeconds) * 1_000L),
            Ip = body.Ip,
            Mac = body.Mac,
            Connection = body is { SrcIp: { } src, SrcPort: { } srcPort, DstIp: { } dst, DstPort: { } dstPort } ? new TargetConnection(src, srcPort, dst, dstPort) : null,
            MaxConnections = body.MaxConnections ?? DefaultConnections,
        };
        var where = $"/api/v1/clients/{client}/sensors/{sensor}/resets/{id}";
        return await grain.CommandAsync(command, cancellationToken) switch
        {
            SensorSending.Sent => TypedResults.Accepted(where, new ResetDto(id, sensor, "sent", [])),
            SensorSending.Unknown => TypedResults.Accepted(where, new ResetDto(id, sensor, "unknown", [])),
            SensorSending.Busy => Problems.Conflict("The sensor takes nothing now: nothing was done. Try again in a moment."),
            _ => Problems.Conflict(NotConnected),
        };
    }

    private static async Task<IResult> GetResetAsync(string client, string sensor, string id, SensorDirectory sensors, CancellationToken cancellationToken)
    {
        if (Find(client, sensor, sensors) is not { } token)
        {
            return Problems.NotFound($"The sensor '{sensor}'");
        }

        return await sensors.GrainOf(token).OutcomesAsync(id, cancellationToken) is { } outcomes
            ? TypedResults.Ok(new ResetDto(id, sensor, outcomes.Length > 0 ? outcomes[^1].Outcome : "sent", [.. outcomes.Select(o => new ResetOutcomeDto(o.Outcome, o.Reason, o.Connections))]))
            : Problems.NotFound($"The command '{id}'");
    }

    private static StoredToken? Find(string client, string sensor, SensorDirectory sensors) =>
        sensors.Find(sensor) is { } token && string.Equals(token.Client, client, StringComparison.Ordinal) ? token : null;

    private static Dictionary<string, string[]> ProblemsOf(ResetRequestDto body)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var isConnection = body is { SrcIp: not null, DstIp: not null, SrcPort: > 0 and <= MaxPort, DstPort: > 0 and <= MaxPort };
        var hasPart = body.SrcIp is not null || body.DstIp is not null || body.SrcPort is not null || body.DstPort is not null;
        if ((isConnection ? 1 : 0) + (body.Ip is null ? 0 : 1) + (body.Mac is null ? 0 : 1) != 1 || (hasPart && !isConnection))
        {
            problems["target"] = ["Name one target: srcIp, srcPort, dstIp and dstPort of a connection, or ip, or mac."];
        }

        foreach (var (name, value) in new[] { ("ip", body.Ip), ("srcIp", body.SrcIp), ("dstIp", body.DstIp) })
        {
            if (value is not null && IpText.Canonical(value) is null)
            {
                problems[name] = [$"'{value}' is no address."];
            }
        }

        if (body.Seconds is < 1 or > MaxSeconds)
        {
            problems["seconds"] = [$"Use 1 to {MaxSeconds}."];
        }

        if (body.MaxConnections is < 1 or > MaxConnections)
        {
            problems["maxConnections"] = [$"Use 1 to {MaxConnections}."];
        }

        return problems;
    }
}
