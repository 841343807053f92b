using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Soc.Gateway.Auth;
using Soc.Gateway.Ingest;
using Soc.Gateway.Sensors;
using Soc.Gateway.Tests.Ingest.Product;
using Soc.GrainInterfaces.Sensors;
using Soc.Model.Entities;
using Soc.Model.Ocsf;
using Soc.Model.Response;
using Soc.Response;
using Soc.Response.Connectors.CaptureAgent;
using Soc.SensorProtocol;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>Two gateways, one silo, one store: a sensor is known and reached by both, wherever it is connected.</summary>
public sealed class TwoGatewaysTests : IAsyncLifetime
{
    private const string Id = "5e4501a1b2c3d4e5";

    // Shorter than a configuration may say: the words of this sensor are the test's.
    private static readonly SensorOptions Options = new() { SilentAfterSeconds = 2 };

    private RunningProduct _first = null!;
    private SecondGateway _second = null!;
    private X509Certificate2 _certificate = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var port = FreePort();
        _first = await RunningProduct.StartAsync(
            services =>
            {
                services.AddSingleton(Options);
                SecondGateway.Open(services, port);
            },
            ("Soc:Syslog:Enabled", "false"));
        _second = await SecondGateway.StartAsync(_first, port, Options);
        await _first.Services.GetRequiredService<CredentialDirectory>().RegisterSensorAsync(Id, "demo", "hq-mirror", Cancel);
        await _second.RefreshAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = X509CertificateLoader.LoadCertificate(_first.Services.GetRequiredService<SensorAuthority>().Sign(FakeSensor.Request(key), Id, TimeSpan.FromHours(1)));
        using var whole = signed.CopyWithPrivateKey(key);
        _certificate = X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), password: null);
    }

    public async ValueTask DisposeAsync()
    {
        _certificate.Dispose();
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    [Fact]
    public async Task A_sensor_at_one_gateway_is_seen_configured_and_commanded_by_the_other()
    {
        using var atSecond = await FakeSensor.ConnectAsync(_second.Sensors, _certificate);
        await ConnectedAsync(_first.Http);
        using (var put = await SendAsync(_first.Http, HttpMethod.Put, "configuration", """{"maxFlows":4096}"""))
        {
            put.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await atSecond.HearAsync()).Configuration.Version.ShouldBe(1);
        await CarriedOutAsync(_first.Http, atSecond);

        // It connects to the other one, as a sensor does whose way to the first is cut: what it does not have yet comes down, and the past ends.
        using var atFirst = await FakeSensor.ConnectAsync(_first.Sensors, _certificate);
        (await atFirst.HearAsync()).Configuration.Version.ShouldBe(1);
        await RunningProduct.UntilAsync(async () => (await SensorAsync(_second.Http)).GetProperty("gateway").GetString() is { } at && at.EndsWith($":{_first.Sensors.Port}", StringComparison.Ordinal), () => "it is not known where it is now");
        await atSecond.BeatAsync();
        (await atSecond.Ended).ShouldBe(StatusCode.Aborted);
        await CarriedOutAsync(_second.Http, atFirst);

        await atFirst.EndAsync();
        await RunningProduct.UntilAsync(async () => (await SensorAsync(_second.Http)).GetProperty("gateway").ValueKind == JsonValueKind.Null, () => "it is not known to be gone");
        using var refused = await SendAsync(_second.Http, HttpMethod.Post, "resets", """{"ip":"10.9.0.7"}""");
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync(Cancel)).ShouldContain("connected to no gateway");
    }

    [Fact]
    public async Task An_operation_reaches_the_sensor_by_whatever_gateway_has_it_and_takes_back_what_it_said()
    {
        var connector = new CaptureAgentConnectorType().Create(
            default, new ConnectorContext(() => new HttpClientHandler(), TimeProvider.System) { SensorCommands = _first.Services.GetRequiredService<ISensorCommands>() });
        var order = new ContainmentOrder
        {
            OperationId = "op-1",
            Client = "demo",
            Action = ContainmentAction.IsolateDevice,
            Target = new ContainmentTarget { Kind = EntityKind.Device, Value = "02:00:00:00:00:07", Mac = "02:00:00:00:00:07" },
            UntilMs = TimeProvider.System.GetUtcNow().AddMinutes(10).ToUnixTimeMilliseconds(),
        };
        (await connector.ApplyAsync(order, Cancel)).ShouldSatisfyAllConditions(o => o.Kind.ShouldBe(ContainmentOutcomeKind.Failed), o => o.Reason.ShouldContain("hq-mirror is connected to no gateway"));
        using var sensor = await FakeSensor.ConnectAsync(_second.Sensors, _certificate);
        await ConnectedAsync(_first.Http);
        var applied = await connector.ApplyAsync(order, Cancel);
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Pending);
        var signed = (await sensor.HearAsync()).Command;
        using (var authority = X509CertificateLoader.LoadCertificate(_first.Services.GetRequiredService<SensorAuthority>().Certificate))
        using (var key = authority.GetECDsaPublicKey()!)
        {
            key.VerifyData([.. "command\n"u8, .. signed.Document.Span], signed.Signature.Span, HashAlgorithmName.SHA256).ShouldBeTrue();
        }

        var said = JsonDocument.Parse(signed.Document.ToByteArray()).RootElement;
        (said.GetProperty("sensor").GetString(), said.GetProperty("client").GetString(), said.GetProperty("mac").GetString()).ShouldBe((Id, "demo", "02:00:00:00:00:07"));
        var id = said.GetProperty("id").GetString()!;
        await sensor.SayAsync(new FromSensor { ResetOutcome = new ResetOutcome { CommandId = id, Outcome = "standing" } });
        await sensor.SayAsync(new FromSensor { ResetOutcome = new ResetOutcome { CommandId = id, Outcome = "confirmed", Reason = "ResetSeen", Connections = 1 } });
        await RunningProduct.UntilAsync(async () => (await connector.VerifyAsync(order, applied, Cancel)).Kind == ContainmentOutcomeKind.Confirmed, () => "what it saw is not known");

        // The gateway goes and comes back: the sensor is at another one, and is told there that it is over.
        using var atFirst = await FakeSensor.ConnectAsync(_first.Sensors, _certificate);
        await RunningProduct.UntilAsync(async () => (await SensorAsync(_second.Http)).GetProperty("gateway").GetString()?.EndsWith($":{_first.Sensors.Port}", StringComparison.Ordinal) == true, () => "it is not known where it is now");
        (await connector.RevertAsync(order, applied, Cancel)).Kind.ShouldBe(ContainmentOutcomeKind.Pending);
        var back = JsonDocument.Parse((await atFirst.HearAsync()).Command.Document.ToByteArray()).RootElement;
        id.ShouldStartWith(back.GetProperty("withdraws").GetString() + ".");
        await atFirst.SayAsync(new FromSensor { ResetOutcome = new ResetOutcome { CommandId = back.GetProperty("withdraws").GetString(), Outcome = "ended", Reason = "Withdrawn" } });
        await RunningProduct.UntilAsync(async () => (await connector.RevertAsync(order, applied, Cancel)).Kind == ContainmentOutcomeKind.Confirmed, () => "it does not end");
    }

    [Fact]
    public async Task Silence_is_told_once_whoever_looks_and_so_is_its_end()
    {
        using var sensor = await FakeSensor.ConnectAsync(_second.Sensors, _certificate);
        await ConnectedAsync(_first.Http);
        await LookAsync();
        (await _first.CountedAsync("demo", 0)).Records.ShouldBe(0);
        await RunningProduct.UntilAsync(
            async () =>
            {
                await LookAsync();
                return (await SensorAsync(_first.Http)).GetProperty("status").GetString() == "silent";
            },
            () => "it is not missed");
        await LookAsync();
        await LookAsync();
        (await _first.CountedAsync("demo", 1)).Records.ShouldBe(1);
        (await _first.FiresAsync("demo", "silent_sensor")).GetProperty("id").GetString().ShouldNotBeNull();
        (await _first.ProblemsAsync()).ShouldContain(p => p.Contains("'hq-mirror'", StringComparison.Ordinal) && p.Contains("is silent", StringComparison.Ordinal));
        (await _second.Http.GetStringAsync("/health/ready", Cancel)).ShouldContain("is silent");

        await sensor.BeatAsync();
        await ConnectedAsync(_second.Http);
        await LookAsync();
        await LookAsync();
        (await _first.CountedAsync("demo", 2)).Records.ShouldBe(2);
        (await _first.ProblemsAsync()).ShouldNotContain(p => p.Contains("is silent", StringComparison.Ordinal));

        // Silent again, and then revoked: that silence ends as well, once, although nothing is heard.
        await RunningProduct.UntilAsync(
            async () =>
            {
                await LookAsync();
                return (await SensorAsync(_first.Http)).GetProperty("status").GetString() == "silent";
            },
            () => "it is not missed again");
        await LookAsync();
        (await _first.CountedAsync("demo", 3)).Records.ShouldBe(3);
        using (var revoked = await _first.ApiAsync(HttpMethod.Delete, $"/api/v1/clients/demo/sensors/{Id}"))
        {
            revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        await _second.RefreshAsync();
        await LookAsync();
        await LookAsync();
        (await _first.CountedAsync("demo", 4)).Records.ShouldBe(4);
        (await _first.ProblemsAsync()).ShouldNotContain(p => p.Contains("is silent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_enrols_one_sensor_although_two_come_to_two_gateways_at_once()
    {
        using var made = await _first.ApiAsync(HttpMethod.Post, "/api/v1/clients/demo/sensors/tokens");
        var token = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString()!.Split('.')[0];
        await _second.RefreshAsync();
        var outcomes = await Task.WhenAll(FakeSensor.EnrolAsync(_first.Sensors, token), FakeSensor.EnrolAsync(_second.Sensors, token));
        outcomes.Order().ShouldBe([StatusCode.OK, StatusCode.PermissionDenied]);
    }

    [Fact]
    public async Task An_interface_that_hears_nothing_becomes_a_finding_that_names_it()
    {
        var token = _first.Services.GetRequiredService<CredentialDirectory>().Find(Id)!;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var news = new SensorNews("deaf 1 eth7", SensorNewsKind.Deaf, "eth7", "up", now - 900_000, now);
        var taken = await _second.Services.GetRequiredService<IngestPipeline>().IngestAsync("demo", [new IngestRecord(OcsfWriter.ToUtf8(SensorEvents.Of(token, news, now)), SensorBatches.Sourcetype, IsOwn: true)], Cancel);
        taken.Status.ShouldBe(IngestStatus.Accepted);
        var finding = (await _first.FiresAsync("demo", "deaf_sensor")).ToString();
        finding.ShouldContain("No frame reached eth7 for 15 minutes");
        var view = new SensorView(SensorPresence.Heard, now, "here", SensorStatus.None, [new SensorDeafness("eth7", "up", now)]);
        SensorEvents.Problems(token, view).Single().ShouldContain("hears nothing on eth7");
        SensorDto.Of(token, view).HearsNothing.Single().Interface.ShouldBe("eth7");
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string what, string body)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/clients/demo/sensors/{Id}/{what}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", RunningProduct.AdminKey);
        return await http.SendAsync(request, Cancel);
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", RunningProduct.AdminKey);
        using var response = await http.SendAsync(request, Cancel);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private static async Task<JsonElement> SensorAsync(HttpClient http) => (await GetAsync(http, "/api/v1/clients/demo/sensors")).GetProperty("items").EnumerateArray().Single();

    private static Task ConnectedAsync(HttpClient http) =>
        RunningProduct.UntilAsync(async () => (await SensorAsync(http)).GetProperty("status").GetString() == "connected", () => "it is not connected");

    // Commanded by one gateway's API, carried out by the sensor wherever it is, and what it says of it comes back to that API.
    private static async Task CarriedOutAsync(HttpClient api, FakeSensor sensor)
    {
        using var accepted = await SendAsync(api, HttpMethod.Post, "resets", """{"ip":"10.9.0.7","seconds":5}""");
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted, await accepted.Content.ReadAsStringAsync(Cancel));
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString()!;
        var command = JsonDocument.Parse((await sensor.HearAsync()).Command.Document.ToByteArray()).RootElement;
        (command.GetProperty("id").GetString(), command.GetProperty("sensor").GetString()).ShouldBe((id, Id));
        await sensor.SayAsync(new FromSensor { ResetOutcome = new ResetOutcome { CommandId = id, Outcome = "attempted", Connections = 1 } });
        await sensor.SayAsync(new FromSensor { ResetOutcome = new ResetOutcome { CommandId = id, Outcome = "confirmed", Reason = "ResetSeen", Connections = 1 } });
        await RunningProduct.UntilAsync(async () => (await GetAsync(api, $"/api/v1/clients/demo/sensors/{Id}/resets/{id}")).GetProperty("outcome").GetString() == "confirmed", () => "its outcome does not come back");
    }

    private Task LookAsync() => Task.WhenAll(
        _first.Services.GetRequiredService<SensorWatch>().LookAsync(Cancel),
        _second.Services.GetRequiredService<SensorWatch>().LookAsync(Cancel));
}
