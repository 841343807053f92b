using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Xunit;

namespace Soc.Capture.Tests.Support;

/// <summary>
/// Interfaces and network namespaces of one test, named after the process and taken away at the end, also of a test that failed. Needs root: without,
/// the test is skipped with a sentence, and in CI it fails.
/// </summary>
internal sealed partial class NetLab : IDisposable
{
    private const int TimeoutMs = 20_000;
    private const int NewNetwork = 0x40000000;

    // Version 3 of capset(2), and two words for each of effective, permitted and inheritable.
    private const uint CapabilityVersion = 0x20080522;
    private const int CapabilityWords = 6;
    private static readonly Lazy<bool> IsPossible = new(TryAll);
    private static int _count;

    private readonly int _number = Interlocked.Increment(ref _count);
    private readonly Stack<string> _undo = new();

    public NetLab()
    {
        if (!IsPossible.Value && string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("CI needs root, 'ip' and libpcap for the tests with interfaces of their own: scripts/network.sh.");
        }

        // A constructor of a test that throws is not followed by its end.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        Assert.SkipUnless(IsPossible.Value, "Tests with interfaces of their own need root, 'ip' and libpcap (scripts/network.sh).");
        RemoveLeftovers();
    }

    /// <summary>A name of this test's own, 15 characters at most.</summary>
    public string NameOf(string what) => string.Create(CultureInfo.InvariantCulture, $"s{Environment.ProcessId}n{_number}{what}");

    /// <summary>Makes two interfaces that are the ends of one cable, both up.</summary>
    public (string A, string B) Cable(string a = "a", string b = "b")
    {
        var (first, second) = (NameOf(a), NameOf(b));
        Ip($"link add {first} type veth peer name {second}");
        _undo.Push($"link del {first}");
        Up(first);
        Up(second);
        return (first, second);
    }

    public string Bridge()
    {
        // Without memory of who is where, every port gets every frame: a mirror.
        var name = NameOf("br");
        Ip($"link add {name} type bridge ageing_time 0 mcast_snooping 0 stp_state 0");
        _undo.Push($"link del {name}");
        Up(name);
        return name;
    }

    /// <summary>Makes a host of its own, with one interface that is plugged into a bridge.</summary>
    /// <returns>The namespace.</returns>
    public string Host(string bridge, string what, params ReadOnlySpan<string> addresses)
    {
        var space = NameOf(what);
        Ip($"netns add {space}");
        _undo.Push($"netns del {space}");
        var (inside, outside) = (NameOf(what + "i"), NameOf(what + "o"));
        Ip($"link add {outside} type veth peer name {inside} netns {space}");
        _undo.Push($"link del {outside}");
        Ip($"link set {outside} master {bridge}");
        Up(outside);
        foreach (var address in addresses)
        {
            Ip($"-n {space} addr add {address} dev {inside}{(address.Contains(':', StringComparison.Ordinal) ? " nodad" : "")}");
        }

        Ip($"-n {space} link set lo up");
        Ip($"-n {space} link set {inside} up");
        return space;
    }

    public static void Up(string name) => Ip($"link set {name} up");

    /// <summary>Runs ip with these arguments.</summary>
    public static void Ip(string arguments)
    {
        if (!Run(arguments, out var output))
        {
            throw new InvalidOperationException($"'ip {arguments}': {output}");
        }
    }

    /// <summary>Does something in a network namespace: sockets that are made there stay there, whoever uses them.</summary>
    public static T Within<T>(string space, Func<T> work)
    {
        T result = default!;
        OnThread(() =>
        {
            using var file = File.OpenHandle(Path.Combine("/run/netns", space));
            if (SetNamespace((int)file.DangerousGetHandle(), NewNetwork) != 0)
            {
                throw new InvalidOperationException($"The namespace {space} cannot be entered: error {Marshal.GetLastPInvokeError()}.");
            }

            result = work();
        });
        return result;
    }

    /// <summary>Does something on a thread of its own without the right to open packet sockets.</summary>
    public static void WithoutRawSockets(Action work) => OnThread(() =>
    {
        // Rights are a thread's on Linux; all of them are put down.
        if (SetCapabilities([CapabilityVersion, 0], new uint[CapabilityWords]) != 0)
        {
            throw new InvalidOperationException($"Rights cannot be put down: error {Marshal.GetLastPInvokeError()}.");
        }

        work();
    });

    public void Dispose()
    {
        while (_undo.TryPop(out var arguments))
        {
            // What the test itself has taken away is not there any more.
            _ = Run(arguments, out _);
        }
    }

    /// <summary>Root in a container may have no right to make interfaces: it is tried.</summary>
    private static bool TryAll()
    {
        var (first, second, space) = ($"s{Environment.ProcessId}n0a", $"s{Environment.ProcessId}n0b", $"s{Environment.ProcessId}n0c");
        var isPossible = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && NativeLibrary.TryLoad("libpcap.so.0.8", out _)
            && Run($"link add {first} type veth peer name {second}", out _) && Run($"netns add {space}", out _);
        _ = Run($"link del {first}", out _);
        _ = Run($"netns del {space}", out _);
        return isPossible;
    }

    /// <summary>What processes left that were killed.</summary>
    private static void RemoveLeftovers()
    {
        foreach (var (list, kind) in ((string, string)[])[("netns list", "netns"), ("-o link show", "link")])
        {
            _ = Run(list, out var output);
            foreach (Match match in OwnName().Matches(output))
            {
                if (!Directory.Exists(Path.Combine("/proc", match.Groups["process"].Value)))
                {
                    _ = Run($"{kind} del {match.Groups["name"].Value}", out _);
                }
            }
        }
    }

    private static void OnThread(Action work)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
#pragma warning disable CA1031 // it is thrown again by who waits
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    private static bool Run(string arguments, out string output)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("ip", arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
            return process.WaitForExit(TimeoutMs) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            output = e.Message;
            return false;
        }
    }

    [GeneratedRegex(@"(?<=^|: )(?<name>s(?<process>\d+)n\d+[a-z]+)(?=[@: \n]|$)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex OwnName();

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int fd, int kind);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    private static partial int SetCapabilities([In] uint[] header, [In] uint[] data);
}
