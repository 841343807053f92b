using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Soc.Gateway.Sensors;
using Soc.Gateway.Tests.Ingest.Product;
using Soc.SensorProtocol;
using Soc.Storage.Conformance.EventLogs.Kafka;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>The agent as a program against the whole product, over TLS.</summary>
public sealed class SensorTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soc-sensor-");
    private RunningProduct _product = null!;

    private string State => Path.Combine(_folder.FullName, "state");

    public async ValueTask InitializeAsync() =>
        _product = await RunningProduct.StartAsync(("Soc:Syslog:Enabled", "false"), ("Soc:Sensors:SilentAfterSeconds", "20"));

    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_sensor_enrols_once_and_what_it_reads_arrives_and_a_revoked_one_is_refused()
    {
        var token = await TokenAsync();
        var enrolled = await EnrolAsync(token);
        enrolled.Said.ShouldContain("client 'demo'");
        enrolled.Code.ShouldBe(0);
        var again = await AgentProcess.RunAsync(State + "2", ["enrol", "--gateway", _product.Sensors.ToString(), "--token", token]);
        (again.Code, again.Said).ShouldSatisfyAllConditions(a => a.Code.ShouldBe(1), a => a.Said.ShouldContain("the token was used"));

        var capture = Path.Combine(_folder.FullName, "small.pcap");
        SmallCapture.Write(capture);
        var read = await AgentProcess.RunAsync(State, ["read", capture, "--now"]);
        read.Said.ShouldContain("All of it was delivered.");
        (await _product.CountedAsync("demo", SmallCapture.Events)).ShouldBe(new Counts(SmallCapture.Events, SmallCapture.Events, 0, 0, SmallCapture.Events));

        var sensor = (await SensorsAsync()).EnumerateArray().Single();
        sensor.GetProperty("status").GetString().ShouldBe("connected");
        using (var revoked = await _product.ApiAsync(HttpMethod.Delete, $"/api/v1/clients/demo/sensors/{sensor.GetProperty("id").GetString()}"))
        {
            revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        using var refused = AgentProcess.Start(State, ["read", capture, "--now"]);
        await RunningProduct.UntilAsync(() => Task.FromResult(refused.Said.Contains("this sensor was revoked", StringComparison.Ordinal)), () => $"it does not say that it was revoked: {refused.Said}");
        (await _product.CountedAsync("demo", 0)).Records.ShouldBe(SmallCapture.Events);
    }

    [Fact]
    public async Task A_gateway_that_the_token_is_not_of_gets_nothing()
    {
        var token = await TokenAsync();
        var forged = token[..^1] + (token[^1] == '0' ? '1' : '0');
        var (code, said) = await AgentProcess.RunAsync(State, ["enrol", "--gateway", _product.Sensors.ToString(), "--token", forged]);
        code.ShouldBe(1);
        said.ShouldContain("is not the gateway that the token is of");
        (await EnrolAsync(token)).Code.ShouldBe(0, "the token was not sent, and is still good");
    }

    [Fact]
    public async Task Without_enrolment_and_with_bad_files_the_agent_says_what_to_do()
    {
        var capture = Path.Combine(_folder.FullName, "small.pcap");
        SmallCapture.Write(capture);
        var (code, said) = await AgentProcess.RunAsync(State, ["read", capture]);
        (code, said.Contains("soc-capture enrol --gateway", StringComparison.Ordinal)).ShouldBe((1, true), said);
        await File.WriteAllTextAsync(capture, "no capture at all, and long enough to be one", TestContext.Current.CancellationToken);
        (code, said) = await AgentProcess.RunAsync(State, ["read", capture, "--print"]);
        (code, said.Contains("give a capture file", StringComparison.Ordinal)).ShouldBe((1, true), said);
        (code, said) = await AgentProcess.RunAsync(State, ["enrol", "--gateway", "http://127.0.0.1:1", "--token", "x"]);
        (code, said.Contains("no enrolment token", StringComparison.Ordinal)).ShouldBe((1, true), said);
        (code, said) = await AgentProcess.RunAsync(State, ["run", "--sideways"]);
        (code, said.Contains("'--sideways' is not understood", StringComparison.Ordinal)).ShouldBe((2, true), said);
    }

    [Fact]
    public async Task A_configuration_reaches_the_sensor_and_its_silence_becomes_a_finding()
    {
        (await EnrolAsync(await TokenAsync())).Code.ShouldBe(0);
        var id = (await SensorsAsync()).EnumerateArray().Single().GetProperty("id").GetString();
        using (var refused = await _product.ApiAsync(HttpMethod.Put, $"/api/v1/clients/demo/sensors/{id}/configuration", """{"maxFlows":5,"colour":"red"}"""))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("1024 to 4000000");
        }

        using (var agent = AgentProcess.Start(State, ["run", "--interface", "nosuchif0"]))
        {
            await RunningProduct.UntilAsync(async () => (await SensorAsync()).GetProperty("status").GetString() == "connected", () => $"it is not connected: {agent.Said}");
            using var put = await _product.ApiAsync(HttpMethod.Put, $"/api/v1/clients/demo/sensors/{id}/configuration", """{"filter":"not port 22","maxFlows":4096}""");
            put.StatusCode.ShouldBe(HttpStatusCode.OK);
            await RunningProduct.UntilAsync(async () => (await SensorAsync()).GetProperty("configurationVersion").GetInt64() == 1, () => $"the configuration is not in use: {agent.Said}");
            (await SensorAsync()).GetProperty("problems").EnumerateArray().Select(p => p.GetString()).ShouldContain(p => p!.Contains("There is no interface 'nosuchif0'", StringComparison.Ordinal));
            using var reset = await _product.ApiAsync(HttpMethod.Post, $"/api/v1/clients/demo/sensors/{id}/resets", """{"ip":"10.9.0.7"}""");
            reset.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await reset.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("ResetsEnabled");
        }

        var clock = System.Diagnostics.Stopwatch.StartNew();
        JsonElement[] incidents = [];
        while (incidents.Length == 0 && clock.Elapsed < TimeSpan.FromSeconds(60))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TestContext.Current.CancellationToken);
            incidents = [.. (await _product.IncidentsAsync("demo")).Where(i => i.GetProperty("signals").EnumerateArray().Any(s => s.GetProperty("detector").GetString() == "silent_sensor"))];
        }

        incidents.ShouldHaveSingleItem();
        (await _product.ProblemsAsync()).ShouldContain(p => p.Contains("is silent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_batch_that_comes_again_is_answered_and_not_taken_again()
    {
        var batches = _product.Services.GetRequiredService<SensorBatches>();
        var line = """{"activity_id":2,"class_uid":4001,"time":1772438400001,"metadata":{"log_provider":"capture","uid":"a1"},"src_endpoint":{"ip":"10.9.0.7"}}""" + "\n";
        var batch = new Batch { Epoch = ByteString.CopyFrom(new byte[16]), Number = 7, Events = 2, Packing = Packing.Gzip, Data = ByteString.CopyFrom(RunningProduct.Gzip(Encoding.UTF8.GetBytes(line + line.Replace("a1", "a2", StringComparison.Ordinal)))) };
        (await batches.TakeAsync("s1", "demo", batch, new LastBatch(), TestContext.Current.CancellationToken)).Outcome.ShouldBe(Outcome.Durable);
        await _product.CountedAsync("demo", 2);

        // Another connection, or another gateway: what was taken last is read from the store.
        var known = (await batches.LastAsync("s1", TestContext.Current.CancellationToken))!.Value;
        var last = new LastBatch { Epoch = known.Epoch, Number = known.Number };
        var again = await batches.TakeAsync("s1", "demo", batch, last, TestContext.Current.CancellationToken);
        (again.Outcome, again.Reason).ShouldBe((Outcome.Durable, "known"));

        batch.Number = 8;
        batch.Data = ByteString.CopyFrom("this is not gzip"u8);
        (await batches.TakeAsync("s1", "demo", batch, last, TestContext.Current.CancellationToken)).Outcome.ShouldBe(Outcome.Unreadable);
        (await _product.CountedAsync("demo", 0)).Records.ShouldBe(2);
        await _product.MetricsSayAsync("reason=\"sensor_batch\"");
    }

    [Fact]
    public async Task Straight_to_Kafka_the_same_events_arrive_by_a_source_of_the_gateway()
    {
        using var kafka = new MockKafka();
        kafka.JoinFast();
        kafka.CreateTopic("soc.capture", 2);
        var capture = Path.Combine(_folder.FullName, "small.pcap");
        SmallCapture.Write(capture);
        var (code, said) = await AgentProcess.RunAsync(State, ["read", capture, "--now"], ("Kafka__BootstrapServers", kafka.BootstrapServers));
        (code, said.Contains("All of it was delivered.", StringComparison.Ordinal)).ShouldBe((0, true), said);
        await using var product = await RunningProduct.StartAsync(
            ("Soc:Ingest:Kafka:Sources:0:Name", "mirror"),
            ("Soc:Ingest:Kafka:Sources:0:BootstrapServers", kafka.BootstrapServers),
            ("Soc:Ingest:Kafka:Sources:0:Topics:0", "soc.capture"),
            ("Soc:Ingest:Kafka:Sources:0:Client", "demo"),
            ("Soc:Ingest:Kafka:Sources:0:Sourcetype", "soc:capture"));
        (await product.CountedAsync("demo", SmallCapture.Events)).ShouldBe(new Counts(SmallCapture.Events, SmallCapture.Events, 0, 0, SmallCapture.Events));
    }

    private async Task<string> TokenAsync()
    {
        using var response = await _product.ApiAsync(HttpMethod.Post, "/api/v1/clients/demo/sensors/tokens");
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("token").GetString()!;
    }

    private Task<(int Code, string Said)> EnrolAsync(string token) => AgentProcess.RunAsync(State, ["enrol", "--gateway", _product.Sensors.ToString(), "--token", token, "--name", "test-mirror"]);

    private async Task<JsonElement> SensorsAsync() => (await _product.GetAsync("/api/v1/clients/demo/sensors")).GetProperty("items");

    private async Task<JsonElement> SensorAsync() => (await SensorsAsync()).EnumerateArray().Single();
}
