using System.Diagnostics;

namespace Soc.Benchmarks.Running;

/// <summary>A program started by this one, and ended with it.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private ChildProgram(Process process) => Process = process;

    public Process Process { get; }

    /// <summary>Starts a program; each line that it says goes to <paramref name="onLine"/>.</summary>
    public static ChildProgram Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, Action<string> onLine)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Tell(e.Data);
        process.ErrorDataReceived += (_, e) => Tell(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProgram(process);

        void Tell(string? line)
        {
            if (line is not null)
            {
                onLine(line);
            }
        }
    }

    /// <summary>Runs a program to its end; its output, or what it said when it failed.</summary>
    public static async Task<(int Status, string Output)> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var output = new System.Text.StringBuilder();
        await using var child = Start(program, arguments, new Dictionary<string, string>(StringComparer.Ordinal), line =>
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        });
        await child.Process.WaitForExitAsync(cancellationToken);
        return (child.Process.ExitCode, output.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
            await Process.WaitForExitAsync(CancellationToken.None);
        }

        Process.Dispose();
    }
}
