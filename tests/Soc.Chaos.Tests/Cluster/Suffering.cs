using System.Globalization;
using Shouldly;
using Soc.Simulator.Transport;
using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>One cluster, a load, and what it suffers meanwhile; afterwards everything is compared with the oracle.</summary>
internal sealed class Suffering(ITestOutputHelper output)
{
    private const int Middles = 4;

    // Of a burst: then the silos are in the middle of it.
    private const int AcknowledgedBefore = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(300);
    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("SOC_TEST_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : (ulong)TimeProvider.System.GetTimestamp();

    /// <param name="suffer">Gets the cluster and a way to wait for a part of the load: 0 to 3.</param>
    /// <param name="verify">What is to be seen besides.</param>
    public async Task RunAsync(
        ClusterShape shape,
        Func<ClusterRig, Func<int, Task>, CancellationToken, Task> suffer,
        Func<ClusterRig, Load, Oracle, CancellationToken, Task>? verify = null)
    {
        output.WriteLine($"SOC_TEST_SEED={Seed}");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Limit);
        await using var rig = await ClusterRig.StartAsync(shape, stop.Token);
        var load = new Load(Seed);
        using var sender = new Sender(rig.Gateways[0].HecAddress);
        using var crowd = new Crowd(shape.IsAtFullLoad ? Middles : 0, rig.Gateways[0].HecAddress);
        var bursts = new List<Task>();
        using var api = new ApiClient(rig.Gateways[^1].ApiAddress, GatewayProcess.AdminKey);
        try
        {
            sender.Limit = Part(1);
            var sending = sender.SendAsync(load.Requests, stop.Token);
            await suffer(rig, MiddleAsync, stop.Token);
            sender.Limit = int.MaxValue;
            await sending;
            await Task.WhenAll(bursts);
            await rig.StoredAsync(stop.Token);
            Sender[] senders = [sender, .. crowd.Senders];
            Request[] requests = [.. load.Requests, .. crowd.Requests];
            output.WriteLine($"{requests.Sum(r => r.Records.Count)} records in {requests.Length} requests, {senders.Sum(s => s.Unknown.Count)} requests with an unknown outcome");
            var incidents = await api.IncidentsAsync(Oracle.Client, stop.Token);
            var funnel = await api.GetAsync<ApiFunnel>($"/api/v1/clients/{Oracle.Client}/funnel", stop.Token);
            var counts = await Comparison.CountsAsync(api, load, stop.Token);
            var oracle = await rig.OracleAsync(stop.Token);
            Comparison.NothingAcknowledgedIsLost(requests, senders, funnel, oracle);
            Comparison.EventsAreAppliedOnce(load, counts);
            Comparison.SignalsAreThoseOfTheOracle(incidents, oracle, output);
            if (verify is not null)
            {
                await verify(rig, load, oracle, stop.Token);
            }

            // The next part begins at once: what happens now happens to it, and to the crowd.
            async Task MiddleAsync(int i)
            {
                sender.Limit = Part(i + 2);
                await UntilAsync(() => sender.Acknowledged >= Part(i + 1) || sending.IsCompleted);
                if (shape.IsAtFullLoad)
                {
                    bursts.Add(crowd.SendAsync(i, stop.Token));
                    await UntilAsync(() => crowd.Acknowledged(i) >= AcknowledgedBefore || bursts[^1].IsCompleted);
                    bursts[^1].IsCompleted.ShouldBeFalse("it is to happen in the middle");
                }
            }

            async Task UntilAsync(Func<bool> condition)
            {
                while (!condition())
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, stop.Token);
                }
            }

            int Part(int i) => load.Requests.Count * i / (Middles + 1);
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or ApiException)
        {
            throw new TimeoutException($"{sender.Acknowledged} of {load.Requests.Count} requests were acknowledged when it failed. The processes said:\n{rig.Said}", e);
        }
    }
}
