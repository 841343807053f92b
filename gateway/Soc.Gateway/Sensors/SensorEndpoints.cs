using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.AspNetCore.Http.HttpResults;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Events;
using Soc.SensorProtocol;

namespace Soc.Gateway.Sensors;

/// <summary>A client's sensors.</summary>
internal static class SensorEndpoints
{
    // First word of what is signed; the sensor's program has the same.
    private const string CommandKind = "command";
    private const int DefaultSeconds = 60;
    private const int DefaultConnections = 100;
    private const int MaxSeconds = 86_400;
    private const int MaxConnections = 10_000;
    private const int MaxPort = 65_535;

    public static void MapSensors(this IEndpointRouteBuilder api)
    {
        api.MapPost("/clients/{client}/sensors/tokens", PostTokenAsync)
            .Needs(CredentialScopes.Admin)
            .WithName("issueEnrolment").WithTags("Sensors").WithSummary("Makes a token that enrols one capture agent, once. It is shown this once.")
            .Produces<EnrolmentDto>(201);
        api.MapGet("/clients/{client}/sensors", List)
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
        api.MapPut("/clients/{client}/sensors/{sensor}/configuration", PutConfiguration)
            .Needs(CredentialScopes.Write)
            .WithName("configureSensor").WithTags("Sensors").WithSummary("Tells a capture agent its interfaces, filter and limits. It keeps the last good one.")
            .Produces<JsonObject>().ProducesProblem(404).ProducesProblem(422);
        api.MapPost("/clients/{client}/sensors/{sensor}/resets", PostReset)
            .Needs(CredentialScopes.Write)
            .WithName("resetConnections").WithTags("Sensors").WithSummary("Has a capture agent break connections off, for a limited time.")
            .Produces<ResetDto>(202).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapGet("/clients/{client}/sensors/{sensor}/resets/{id}", GetReset)
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

    private static Ok<PageDto<SensorDto>> List(string client, SensorDirectory sensors, SensorOptions options, TimeProvider time) =>
        TypedResults.Ok(new PageDto<SensorDto>([.. sensors.All(client).Select(s => DtoOf(s.Token, s.Live, options, time))], null));

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

    private static IResult PutConfiguration(string client, string sensor, JsonObject body, SensorDirectory sensors, SensorConfigurations configurations)
    {
        if (Find(client, sensor, sensors) is not { } live)
        {
            return Problems.NotFound($"The sensor '{sensor}'");
        }

        if (SensorConfigurationCheck.Problems(body) is { Count: > 0 } problems)
        {
            return Problems.Invalid(problems);
        }

        configurations.Write(sensor, body);
        if (configurations.NewerThan(sensor, 0) is { } message)
        {
            live.Down?.Writer.TryWrite(message);
        }

        return TypedResults.Ok(configurations.Read(sensor));
    }

    private static IResult PostReset(
        string client, string sensor, ResetRequestDto body, SensorDirectory sensors, SensorAuthority authority, IClientPolicies policies, TimeProvider time)
    {
        if (Find(client, sensor, sensors) is not { } live)
        {
            return Problems.NotFound($"The sensor '{sensor}'");
        }

        if (ProblemsOf(body) is { Count: > 0 } problems)
        {
            return Problems.Invalid(problems);
        }

        var protectedAssets = policies.Find(client)?.ProtectedAssets ?? [];
        if (new[] { body.Ip, body.SrcIp, body.DstIp }.FirstOrDefault(a => a is not null && protectedAssets.Contains($"address:{IpText.Canonical(a)}", StringComparer.OrdinalIgnoreCase)) is { } asset)
        {
            return Problems.Conflict($"{asset} is a protected asset of the client: nothing is ever done to it.");
        }

        if (live.Down is not { } down)
        {
            return Problems.Conflict("The sensor is not connected to this gateway now: nothing was done. GET …/sensors says when it was heard.");
        }

        if (!live.ResetsEnabled)
        {
            return Problems.Conflict("The sensor does not break connections off: whoever runs it turns that on there (Soc__Capture__ResetsEnabled=true).");
        }

        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var document = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id, sensor, client, body.Ip, body.Mac, body.SrcIp, srcPort = body.SrcPort ?? 0, body.DstIp, dstPort = body.DstPort ?? 0,
                notBeforeMs = now - live.SkewAllowanceMs,
                expiresMs = now + ((body.Seconds ?? DefaultSeconds) * 1_000L),
                maxConnections = body.MaxConnections ?? DefaultConnections,
            },
            JsonSerializerOptions.Web);
        var command = new ToSensor { Command = new SignedCommand { Document = ByteString.CopyFrom(document), Signature = ByteString.CopyFrom(authority.Sign(CommandKind, document)) } };
        return down.Writer.TryWrite(command)
            ? TypedResults.Accepted($"/api/v1/clients/{client}/sensors/{sensor}/resets/{id}", new ResetDto(id, sensor, "sent", []))
            : Problems.Conflict("The sensor takes nothing now: nothing was done. Try again in a moment.");
    }

    private static IResult GetReset(string client, string sensor, string id, SensorDirectory sensors)
    {
        if (Find(client, sensor, sensors) is not { } live)
        {
            return Problems.NotFound($"The sensor '{sensor}'");
        }

        return live.OutcomesOf(id) is { } outcomes
            ? TypedResults.Ok(new ResetDto(id, sensor, outcomes[^1].Outcome, [.. outcomes.Select(o => new ResetOutcomeDto(o.Outcome, o.Reason, o.Connections))]))
            : TypedResults.Ok(new ResetDto(id, sensor, "sent", []));
    }

    private static Sensor? Find(string client, string sensor, SensorDirectory sensors) =>
        sensors.Find(sensor) is { } found && string.Equals(found.Token.Client, client, StringComparison.Ordinal) ? found.Live : null;

    private static SensorDto DtoOf(StoredToken token, Sensor live, SensorOptions options, TimeProvider time)
    {
        var isHeard = live.HeardMs > 0 && time.GetUtcNow().ToUnixTimeMilliseconds() - live.HeardMs < options.SilentAfterSeconds * 1_000L;
        var (drops, frames) = (live.Figures.GetValueOrDefault("kernel_drops"), live.Figures.GetValueOrDefault("frames"));
        return new SensorDto(
            token.Id,
            SensorDirectory.NameOf(token),
            token.Client,
            live.HeardMs == 0 ? "unknown" : isHeard ? "connected" : "silent",
            live.HeardMs == 0 ? null : Wire.Time(live.HeardMs),
            live.ClockSkewMs,
            live.Version,
            live.ConfigurationVersion,
            live.ResetsEnabled,
            frames + drops == 0 ? 0 : Math.Round(100.0 * drops / (frames + drops), 3),
            live.Figures,
            live.Problems);
    }

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
