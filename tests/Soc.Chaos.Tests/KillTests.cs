using System.Globalization;
using System.Text.Json;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Xunit;

namespace Soc.Chaos.Tests;

/// <summary>The promise of ARCHITECTURE.md held against SIGKILL: nothing acknowledged is lost, nothing is counted twice.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int KillsWhileLoaded = 4;
    private const int MaxDelayMs = 250;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(420);

    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("SOC_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : (ulong)TimeProvider.System.GetTimestamp();

    [Fact]
    public async Task Killed_again_and_again_it_finds_what_an_undisturbed_run_finds()
    {
        output.WriteLine($"SOC_TEST_SEED={Seed}");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Limit);
        var folder = Directory.CreateTempSubdirectory("soc-chaos-").FullName;
        try
        {
            var load = new Load(Seed);
            using var gateway = new GatewayProcess(folder);
            using var sender = new Sender(gateway.HecAddress);
            using var api = new ApiClient(gateway.ApiAddress, GatewayProcess.AdminKey);
            gateway.Start();
            await gateway.ReadyAsync(untilApplied: false, stop.Token);
            await NameTheDomainAsync(api, stop.Token);
            var kills = await DisturbedAsync(gateway, sender, load, stop.Token);
            output.WriteLine($"{load.Records} records in {load.Requests.Count} requests, {kills} kills, {sender.Unknown.Count} requests with an unknown outcome");

            var incidents = await api.IncidentsAsync(Oracle.Client, stop.Token);
            var funnel = await api.GetAsync<ApiFunnel>($"/api/v1/clients/{Oracle.Client}/funnel", stop.Token);
            var counts = await Comparison.CountsAsync(api, load, stop.Token);
            await gateway.KillAsync();

            var oracle = await Oracle.RunAsync(folder, stop.Token);
            Comparison.NothingAcknowledgedIsLost(load.Requests, [sender], funnel, oracle);
            Comparison.EventsAreAppliedOnce(load, counts);
            Comparison.SignalsAreThoseOfTheOracle(incidents, oracle, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Whom a bare login means is otherwise learned from the events before it, and what was learned in the last seconds before a
    // crash is learned anew: the users' counts would tell of that, and this test is about events.
    private static async Task NameTheDomainAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var policy = new { identity = new { defaultDomain = Company.Norvik.Domain } };
        await api.PutAsync<JsonElement>($"/api/v1/clients/{Oracle.Client}", policy, cancellationToken);
    }

    private static async Task<int> DisturbedAsync(GatewayProcess gateway, Sender sender, Load load, CancellationToken cancellationToken)
    {
        try
        {
            return await DisturbAsync(gateway, sender, load, cancellationToken);
        }
        catch (OperationCanceledException late) when (cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{sender.Acknowledged} of {load.Requests.Count} requests were acknowledged when time was over. The gateway said:\n{gateway.Said}", late);
        }
    }

    private static async Task<int> DisturbAsync(GatewayProcess gateway, Sender sender, Load load, CancellationToken cancellationToken)
    {
        var rng = new Rng(Seed ^ 0xC0FFEE);
        var sending = sender.SendAsync(load.Requests, cancellationToken);
        var kills = 0;
        for (var i = 1; i <= KillsWhileLoaded; i++)
        {
            while (sender.Acknowledged < load.Requests.Count * i / (KillsWhileLoaded + 1) && !sending.IsCompleted)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
            }

            await KillAsync();

            // Once in the middle of its recovery, too.
            if (i == 2)
            {
                await KillAsync();
            }
        }

        // And once after the last acknowledgement, with whatever is not applied yet.
        await sending;
        await KillAsync();
        await gateway.ReadyAsync(untilApplied: true, cancellationToken);
        return kills;

        async Task KillAsync()
        {
            await Task.Delay(TimeSpan.FromMilliseconds(rng.Next(MaxDelayMs)), TimeProvider.System, cancellationToken);
            await gateway.KillAsync();
            kills++;
            gateway.Start();
            await gateway.ReadyAsync(untilApplied: false, cancellationToken);
        }
    }
}
