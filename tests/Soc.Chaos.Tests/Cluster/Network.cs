using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>
/// Hosts as network namespaces on a bridge of this machine; what listens on this machine's loopback is forwarded to theirs. Needs root:
/// where that is missing, its tests are skipped, but not in CI. Everything of it is gone after the test.
/// </summary>
internal sealed class Network : IDisposable
{
    private const int FirstHost = 10;
    private static readonly TimeSpan CommandTime = TimeSpan.FromSeconds(20);

    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"soc{Environment.ProcessId % 10_000}");
    private readonly string _subnet = string.Create(CultureInfo.InvariantCulture, $"10.213.{Environment.ProcessId % 250}");
    private readonly List<Process> _forwards = [];
    private readonly List<string> _hosts = [];

    public Network()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.SkipUnless(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), "Network namespaces need root.");
        }

        Run("ip", "link", "add", _name, "type", "bridge");
        Run("ip", "addr", "add", $"{_subnet}.1/24", "dev", _name);
        Run("ip", "link", "set", _name, "up");
    }

    /// <summary>Adds a host that reaches these ports of the machine at the same ports of its own loopback.</summary>
    /// <returns>Its number.</returns>
    public int AddHost(params IReadOnlyList<int> ports)
    {
        var host = _hosts.Count;
        var name = $"{_name}h{host.ToString(CultureInfo.InvariantCulture)}";
        _hosts.Add(name);
        Run("ip", "netns", "add", name);
        Run("ip", "link", "add", $"{name}o", "type", "veth", "peer", "name", $"{name}i");
        Run("ip", "link", "set", $"{name}o", "master", _name, "up");
        Run("ip", "link", "set", $"{name}i", "netns", name);
        In(host, "ip", "addr", "add", $"{AddressOf(host)}/24", "dev", $"{name}i");
        In(host, "ip", "link", "set", $"{name}i", "up");
        In(host, "ip", "link", "set", "lo", "up");
        foreach (var port in ports)
        {
            if (host == 0)
            {
                Forward([], $"{_subnet}.1", "127.0.0.1", port);
            }

            Forward(["ip", "netns", "exec", name], "127.0.0.1", $"{_subnet}.1", port);
        }

        return host;
    }

    public string AddressOf(int host) => string.Create(CultureInfo.InvariantCulture, $"{_subnet}.{FirstHost + host}");

    /// <summary>The words before a program that is to run on a host.</summary>
    public string[] Prefix(int host) => ["ip", "netns", "exec", _hosts[host]];

    /// <summary>Two hosts hear nothing of each other any more; both hear everybody else.</summary>
    public void Cut(int one, int other)
    {
        In(one, "ip", "route", "add", "blackhole", AddressOf(other) + "/32");
        In(other, "ip", "route", "add", "blackhole", AddressOf(one) + "/32");
    }

    public void Heal(int one, int other)
    {
        In(one, "ip", "route", "del", "blackhole", AddressOf(other) + "/32");
        In(other, "ip", "route", "del", "blackhole", AddressOf(one) + "/32");
    }

    public void Dispose()
    {
        foreach (var forward in _forwards)
        {
            forward.Kill();
            forward.WaitForExit();
            forward.Dispose();
        }

        foreach (var host in _hosts)
        {
            Run("ip", "netns", "del", host);
        }

        Run("ip", "link", "del", _name);
    }

    private static void Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEnd();
        if (!process.WaitForExit(CommandTime) || process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} failed: {errors}");
        }
    }

    private void In(int host, params string[] command) => Run([.. Prefix(host), .. command]);

    private void Forward(string[] prefix, string from, string to, int port)
    {
        string[] command = [.. prefix, "socat", string.Create(CultureInfo.InvariantCulture, $"TCP-LISTEN:{port},bind={from},fork,reuseaddr"), string.Create(CultureInfo.InvariantCulture, $"TCP:{to}:{port}")];
        _forwards.Add(Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false })!);
    }
}
