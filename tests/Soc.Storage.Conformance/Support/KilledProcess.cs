using System.Diagnostics;

namespace Soc.Storage.Conformance.Support;

/// <summary>Starts this program again, and kills it (SIGKILL) some time after its first line.</summary>
public static class KilledProcess
{
    /// <returns>The whole lines that it had printed.</returns>
    public static Task<List<string>> RunAsync(TimeSpan life, params string[] arguments) => RunAsync(() => Task.Delay(life, TimeProvider.System), arguments);

    /// <param name="life">What its life lasts for after its first line.</param>
    /// <param name="arguments">For the program.</param>
    /// <returns>The whole lines that it had printed.</returns>
    public static async Task<List<string>> RunAsync(Func<Task> life, params string[] arguments)
    {
        // This program is an executable of its own, unless somebody runs its assembly by the dotnet command.
        var program = Environment.ProcessPath!;
        IEnumerable<string> all = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.Ordinal) ? [typeof(KilledProcess).Assembly.Location, .. arguments] : arguments;
        using var process = Process.Start(new ProcessStartInfo(program, all) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var lines = new List<string>();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(async () =>
        {
            var text = new System.Text.StringBuilder();
            var buffer = new char[4096];
            while (await process.StandardOutput.ReadAsync(buffer) is var got && got > 0)
            {
                text.Append(buffer, 0, got);
                started.TrySetResult();
            }

            started.TrySetResult();

            // A line that the kill cut short was not printed.
            var printed = text.ToString();
            lines.AddRange(printed[..(printed.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        });
        await started.Task;
        try
        {
            await life();
        }
        finally
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        await reading;
        return lines;
    }
}
