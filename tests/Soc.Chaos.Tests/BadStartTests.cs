using System.Diagnostics;
using Shouldly;
using Xunit;

namespace Soc.Chaos.Tests;

/// <summary>Programs whose settings or surroundings are wrong end at once, with a sentence that says what to do.</summary>
public sealed class BadStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("soc-bad-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Soc.Gateway", "Soc:Kafka:BootstrapServers '127.0.0.1:1'", "Soc__Kafka__BootstrapServers=127.0.0.1:1", "Soc__Kafka__ConnectTimeoutMs=500")]
    [InlineData("Soc.Gateway", "start the server, or check Host and Port", "Soc__Postgres__ConnectionString=Host=127.0.0.1;Port=1;Username=a;Database=b")]
    [InlineData("Soc.Gateway", "write it as 'Host=", "Soc__Postgres__ConnectionString=nonsense")]
    [InlineData("Soc.Gateway", "Soc:Cluster:Membership", "Soc__Cluster__Membership=Zookeeper")]
    [InlineData("Soc.Gateway", "set Soc:Postgres:ConnectionString", "Soc__Cluster__Membership=Redis", "Soc__Cluster__RedisConnectionString=localhost:1")]
    [InlineData("Soc.Gateway", "GatewayOnly needs silos", "Soc__Cluster__GatewayOnly=true")]
    [InlineData("Soc.Silo", "RedisConnectionString is empty", "Soc__Cluster__Membership=Redis")]
    [InlineData("Soc.Silo", "IP address at which the other silos reach", "Soc__Cluster__Address=everywhere")]
    public async Task It_says_what_to_do_and_ends(string program, string says, params string[] settings)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory.Replace("Soc.Chaos.Tests", program, StringComparison.Ordinal), program + ".dll");
        var start = new ProcessStartInfo("dotnet", [assembly]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var setting in settings.Concat([$"Soc__Silo__DataDirectory={_folder}", "Soc__Gateway__ApiPort=0", "Soc__Gateway__HecPort=0", "Soc__Silo__HttpPort=0", "Soc__Syslog__Enabled=false"]))
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            start.Environment[setting[..equals]] = setting[(equals + 1)..];
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(1);
        (await errors).ShouldContain(says);
        (await errors + await output).ShouldNotContain("   at ");
    }
}
