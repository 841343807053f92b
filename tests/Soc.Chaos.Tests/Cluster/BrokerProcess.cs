using System.Diagnostics;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>The Kafka broker in memory, as a process of its own: it outlives every silo and gateway.</summary>
internal sealed class BrokerProcess : IDisposable
{
    private readonly Process _process;

    private BrokerProcess(Process process, string bootstrapServers)
    {
        _process = process;
        BootstrapServers = bootstrapServers;
    }

    public string BootstrapServers { get; }

    public static async Task<BrokerProcess> StartAsync(string topic, int partitions, CancellationToken cancellationToken)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory.Replace("Soc.Chaos.Tests", "Soc.Simulator", StringComparison.Ordinal), "Soc.Simulator.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", [assembly, "broker", "--topics", $"{topic},soc.dead-letters", "--partitions", partitions.ToString(System.Globalization.CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return line?.Split(' ') is ["bootstrap", var servers]
            ? new BrokerProcess(process, servers)
            : throw new InvalidOperationException($"The broker did not start: {line}");
    }

    /// <summary>It refuses connections from now on.</summary>
    public Task DownAsync() => _process.StandardInput.WriteLineAsync("down");

    public Task UpAsync() => _process.StandardInput.WriteLineAsync("up");

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
