using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Soc.Chaos.Tests.Cluster;
using Soc.Gateway.Tests.Ingest.Product;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>The agent as a program on a machine whose wall clock is wrong by hours and days, against a gateway that was just set up.</summary>
public sealed class WrongClockTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soc-clock-");
    private RunningProduct _product = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string State => Path.Combine(_folder.FullName, "state");

    public async ValueTask InitializeAsync() => _product = await RunningProduct.StartAsync(("Soc:Syslog:Enabled", "false"));

    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_clock_that_is_wrong_by_hours_keeps_nothing_back_and_one_by_days_says_what_to_do()
    {
        var library = ClockShift.Make(_folder.FullName);
        using var made = await _product.ApiAsync(HttpMethod.Post, "/api/v1/clients/demo/sensors/tokens");
        var token = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString()!;
        var enrolled = await AgentProcess.RunAsync(State, ["enrol", "--gateway", _product.Sensors.ToString(), "--token", token]);
        enrolled.Code.ShouldBe(0, enrolled.Said);
        var capture = Path.Combine(_folder.FullName, "small.pcap");

        // At 80 hours ahead the certificate seems to be over, and the next one as well.
        int[] hoursAhead = [-5, 5, 80];
        for (var i = 0; i < hoursAhead.Length; i++)
        {
            SmallCapture.Write(capture, SmallCapture.BeginSecond + (uint)(10 * i));
            var (code, said) = await AgentProcess.RunAsync(State, ["read", capture], Shifted(library, hoursAhead[i]));
            (code, said.Contains("All of it was delivered.", StringComparison.Ordinal)).ShouldBe((0, true), said);
            var sensor = (await _product.GetAsync("/api/v1/clients/demo/sensors")).GetProperty("items").EnumerateArray().Single();
            (sensor.GetProperty("clockSkewMs").GetInt64() / 3_600_000.0).ShouldBe(hoursAhead[i], tolerance: 0.1);
        }

        SmallCapture.Write(capture, SmallCapture.BeginSecond + 100);
        using var behind = AgentProcess.Start(State, ["read", capture], Shifted(library, -48));
        await RunningProduct.UntilAsync(() => Task.FromResult(behind.Said.Contains("correct the clock that is wrong", StringComparison.Ordinal)), () => $"it does not say what is wrong: {behind.Said}");
        long all = hoursAhead.Length * SmallCapture.Events;
        (await _product.CountedAsync("demo", all)).Records.ShouldBe(all);
    }

    private static (string, string)[] Shifted(string library, int hours) =>
    [
        (AgentProcess.Raw + "LD_PRELOAD", library),
        (AgentProcess.Raw + "SOC_CLOCK_SHIFT_SECONDS", (hours * 3_600).ToString(CultureInfo.InvariantCulture)),
    ];
}
