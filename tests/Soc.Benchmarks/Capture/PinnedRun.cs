using System.Globalization;
using System.Runtime.InteropServices;
using Soc.Benchmarks.Running;

namespace Soc.Benchmarks.Capture;

/// <summary>A program on one core, from its start to its end.</summary>
/// <param name="CpuSeconds">Its own, user and system.</param>
/// <param name="PeakMegabytes">Most resident memory.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PinnedRun(double WallSeconds, double CpuSeconds, double PeakMegabytes, string Output, int Status)
{
    /// <summary>The core that everything is measured on, one after the other.</summary>
    public const int Core = 1;

    private const string Timer = "/usr/bin/time";
    private const int MaxOutputChars = 4_096;

    public static bool IsPossible => File.Exists(Timer) && OperatingSystem.IsLinux() && Environment.ProcessorCount > Core;

    public static async Task<PinnedRun> MeasureAsync(string folder, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var (figures, output) = (Path.Combine(folder, "time.txt"), Path.Combine(folder, "output.txt"));

        // What it says goes to a file: a pipe would wake this process, too.
        string[] arguments =
        [
            "-c", Core.ToString(CultureInfo.InvariantCulture), Timer, "-o", figures, "-f", "%e %U %S %M",
            "bash", "-c", $"exec \"$@\" >'{output}' 2>&1", "bash", .. command,
        ];
        var (status, said) = await ChildProgram.RunAsync("taskset", arguments, cancellationToken);
        if (!File.Exists(figures))
        {
            return new PinnedRun(0, 0, 0, said, status == 0 ? 1 : status);
        }

        var words = (await File.ReadAllLinesAsync(figures, cancellationToken))[^1].Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        return new PinnedRun(words[0], words[1] + words[2], words[3] / 1024, await StartOfAsync(output, cancellationToken), status);
    }

    private static async Task<string> StartOfAsync(string path, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(path);
        var text = new char[MaxOutputChars];
        return new string(text, 0, await reader.ReadBlockAsync(text, cancellationToken));
    }
}
