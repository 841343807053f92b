using System.Diagnostics;
using System.Text;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>The capture agent, as a program, with a state directory of its own.</summary>
internal sealed class AgentProcess : IDisposable
{
    /// <summary>Before the name of a variable that is none of the agent's settings.</summary>
    public const string Raw = "env:";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private AgentProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it wrote so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public static AgentProcess Start(string state, IReadOnlyList<string> arguments, params ReadOnlySpan<(string Name, string Value)> settings)
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Soc.CaptureAgent", "release", "soc-capture.dll"));
        var start = new ProcessStartInfo("dotnet", [program, .. arguments, "--state", state]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in settings)
        {
            start.Environment[name.StartsWith(Raw, StringComparison.Ordinal) ? name[Raw.Length..] : "Soc__Capture__" + name] = value;
        }

        return new AgentProcess(Process.Start(start)!);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string state, IReadOnlyList<string> arguments, params (string Name, string Value)[] settings)
    {
        using var agent = Start(state, arguments, settings);
        using var limit = new CancellationTokenSource(Patience);
        await agent._process.WaitForExitAsync(limit.Token);
        return (agent._process.ExitCode, agent.Said);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Hear(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }
}
