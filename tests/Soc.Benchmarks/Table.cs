using System.Globalization;
using System.Runtime.InteropServices;

namespace Soc.Benchmarks;

/// <summary>Prints the rows with aim, met or short, and the ratio to the baseline of the same run.</summary>
internal static class Table
{
    public static void PrintMachine(TextWriter output)
    {
        var cpu = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[^1].Trim()
            : null;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({cpu ?? RuntimeInformation.ProcessArchitecture.ToString()}), {memory:F0} GiB, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}"));
        output.WriteLine();
    }

    public static void Print(TextWriter output, IReadOnlyList<BenchRow> rows)
    {
        output.WriteLine("| what | figure | aim | | ratio to the baseline | how |");
        output.WriteLine("|--|--:|--|--|--|--|");
        foreach (var row in rows)
        {
            var aim = Aims.Of(row.Name);
            var baseline = (row.Baseline ?? aim?.Baseline) is { } name ? rows.FirstOrDefault(r => r.Name == name) : null;
            var ratio = baseline is { Value: > 0 } ? Number(row.Value / baseline.Value) + " ×" : "";
            var limit = aim?.Limit is { } l ? $"{(aim.IsCeiling ? "< " : "≥ ")}{Number(l)}" : "";
            var met = aim?.Limit is null ? "" : aim.IsMet(row.Value) ? "met" : "SHORT";
            output.WriteLine($"| {row.Name} | {Number(row.Value)} {row.Unit} | {limit} | {met} | {ratio} | {row.Note} |");
        }
    }

    /// <summary>A number as a person reads it: thousands apart, three digits where it is small.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
