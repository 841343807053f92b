using System.Globalization;
using System.Text.RegularExpressions;
using Soc.Benchmarks.Running;

namespace Soc.Benchmarks.Capture;

/// <summary>The agent's link at one end of a cable, tcpreplay at the other, in a network of their own.</summary>
internal sealed partial class LiveRun : IAsyncDisposable
{
    private const string Sender = "bench0";
    private const string Receiver = "bench1";
    private const int AgentCore = PinnedRun.Core;
    private const int SenderCore = 0;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly string _space = string.Create(CultureInfo.InvariantCulture, $"socbench{Environment.ProcessId}");

    /// <summary>Frames sent, frames that did not come through, and what is to be said of it; or why it was not possible.</summary>
    public async Task<(long Sent, double PerSecond, long Lost, string Note)> MeasureAsync(string file, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return (0, 0, 0, "needs root: interfaces and a network of its own");
        }

        if (Peer.PathOf("tcpreplay") is not { } tcpreplay)
        {
            return (0, 0, 0, "tcpreplay is not installed: apt-get install tcpreplay");
        }

        foreach (var arguments in (string[])[
            $"netns add {_space}", $"-n {_space} link add {Sender} type veth peer name {Receiver}",
            $"-n {_space} link set {Sender} up", $"-n {_space} link set {Receiver} up",
        ])
        {
            var (status, said) = await ChildProgram.RunAsync("ip", arguments.Split(' '), cancellationToken);
            if (status != 0)
            {
                return (0, 0, 0, $"ip {arguments}: {said.Trim()}");
            }
        }

        return await ReplayAsync(tcpreplay, file, cancellationToken);
    }

    public async ValueTask DisposeAsync() => await ChildProgram.RunAsync("ip", ["netns", "del", _space], CancellationToken.None);

    private async Task<(long Sent, double PerSecond, long Lost, string Note)> ReplayAsync(string tcpreplay, string file, CancellationToken cancellationToken)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        string[] agentCommand = ["netns", "exec", _space, "taskset", "-c", AgentCore.ToString(CultureInfo.InvariantCulture), .. AgentProcess.Command(CaptureRun.Live, Receiver)];
        await using var agent = ChildProgram.Start("ip", agentCommand, new Dictionary<string, string>(StringComparer.Ordinal), line =>
        {
            said.Enqueue(line);
            if (line == LiveReader.Ready)
            {
                ready.TrySetResult();
            }
        });
        try
        {
            await ready.Task.WaitAsync(StartLimit, TimeProvider.System, cancellationToken);
            string[] command = ["netns", "exec", _space, "taskset", "-c", SenderCore.ToString(CultureInfo.InvariantCulture), tcpreplay, "--topspeed", "-K", "-i", Sender, file];
            var (_, output) = await ChildProgram.RunAsync("ip", command, cancellationToken).WaitAsync(Limit, TimeProvider.System, cancellationToken);
            var peak = PeakMegabytes(agent.Process.Id);
            await agent.Process.WaitForExitAsync(cancellationToken).WaitAsync(Limit, TimeProvider.System, cancellationToken);
            var sent = Actual().Match(output);
            if (!sent.Success)
            {
                return (0, 0, 0, $"tcpreplay: {output.Trim()}");
            }

            var frames = long.Parse(sent.Groups["frames"].ValueSpan, CultureInfo.InvariantCulture);
            var seconds = double.Parse(sent.Groups["seconds"].ValueSpan, CultureInfo.InvariantCulture);
            var figures = string.Join(' ', said.Where(l => l.Contains('=', StringComparison.Ordinal)));
            var read = Read().Match(figures);
            if (!read.Success)
            {
                return (0, 0, 0, $"the reader: {string.Join(' ', said)}");
            }

            return (frames, frames / seconds, frames - long.Parse(read.Groups["read"].ValueSpan, CultureInfo.InvariantCulture), $"{figures}; resident {Table.Number(peak)} MB, the buffer of {LiveReader.BufferMegabytes} MB included");
        }
        catch (TimeoutException)
        {
            return (0, 0, 0, $"did not finish in time: {string.Join(' ', said)}");
        }
    }

    // 'ip netns exec' becomes the program itself.
    private static double PeakMegabytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.AsSpan(6, line.Length - 6 - 2), CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    [GeneratedRegex(@"Actual: (?<frames>\d+) packets .* sent in (?<seconds>[\d.]+) seconds", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Actual();

    [GeneratedRegex(@"read=(?<read>\d+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Read();
}
