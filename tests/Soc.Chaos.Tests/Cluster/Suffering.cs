using System.Globalization;
using Soc.Simulator.Transport;
using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>One cluster, a load, and what it suffers meanwhile; afterwards everything is compared with the oracle.</summary>
internal sealed class Suffering(ITestOutputHelper output)
{
    /// <summary>Tests that take the machine for themselves: one after the other.</summary>
    public const string Clusters = "clusters";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(240);
    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("SOC_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : (ulong)TimeProvider.System.GetTimestamp();

    /// <param name="suffer">Gets the cluster and a way to wait for a part of the load: 0 to 3.</param>
    /// <param name="verify">What is to be seen besides.</param>
    public async Task RunAsync(
        ClusterShape shape,
        Func<ClusterRig, Func<int, Task>, CancellationToken, Task> suffer,
        Func<ClusterRig, Load, Oracle, CancellationToken, Task>? verify = null)
    {
        const int middles = 4;
        output.WriteLine($"SOC_TEST_SEED={Seed}");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Limit);
        await using var rig = await ClusterRig.StartAsync(shape, stop.Token);
        var load = new Load(Seed);
        using var sender = new Sender(rig.Gateways[0].HecAddress);
        using var api = new ApiClient(rig.Gateways[^1].ApiAddress, GatewayProcess.AdminKey);
        try
        {
            sender.Limit = Part(1);
            var sending = sender.SendAsync(load, stop.Token);
            await suffer(rig, MiddleAsync, stop.Token);
            sender.Limit = int.MaxValue;
            await sending;
            await rig.StoredAsync(stop.Token);
            output.WriteLine($"{load.Records} records in {load.Requests.Count} requests, {sender.Unknown.Count} requests with an unknown outcome");
            var incidents = await api.IncidentsAsync(Oracle.Client, stop.Token);
            var funnel = await api.GetAsync<ApiFunnel>($"/api/v1/clients/{Oracle.Client}/funnel", stop.Token);
            var counts = await Comparison.CountsAsync(api, load, stop.Token);
            var oracle = await rig.OracleAsync(stop.Token);
            Comparison.NothingAcknowledgedIsLost(load, sender, funnel, oracle);
            Comparison.EventsAreAppliedOnce(load, counts);
            Comparison.SignalsAreThoseOfTheOracle(incidents, oracle, output);
            if (verify is not null)
            {
                await verify(rig, load, oracle, stop.Token);
            }

            // The next part begins at once: what happens now happens to it.
            async Task MiddleAsync(int i)
            {
                sender.Limit = Part(i + 2);
                while (sender.Acknowledged < Part(i + 1) && !sending.IsCompleted)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, stop.Token);
                }
            }

            int Part(int i) => load.Requests.Count * i / (middles + 1);
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or ApiException)
        {
            throw new TimeoutException($"{sender.Acknowledged} of {load.Requests.Count} requests were acknowledged when it failed. The processes said:\n{rig.Said}", e);
        }
    }
}
