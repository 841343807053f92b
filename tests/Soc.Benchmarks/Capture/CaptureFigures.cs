using System.Globalization;

namespace Soc.Benchmarks.Capture;

/// <summary>What one process measured of itself, and how it is said in a line of words with numbers.</summary>
internal sealed class CaptureFigures
{
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);
    private int _passes;

    /// <summary>Of the last pass, as all that follow.</summary>
    public double Packets => Of("packets");

    public double FirstSeconds => Of("seconds1");

    public double LastSeconds => Of(FormattableString.Invariant($"seconds{Of("passes"):F0}"));

    /// <summary>CPU of all threads.</summary>
    public double FirstCpuSeconds => Of("cpu1");

    public double LastCpuSeconds => Of(FormattableString.Invariant($"cpu{Of("passes"):F0}"));

    public double AllocatedBytes => Of("allocated");

    public double Events => Of("events");

    public double QuietPackets => Of("quiet");

    public double QuietBytes => Of("quietBytes");

    public double LoudPackets => Of("loud");

    public double MostFlows => Of("flows");

    public double PeakMegabytes => Of("peakKb") / 1024;

    public static CaptureFigures Read(string output)
    {
        var figures = new CaptureFigures();
        foreach (var word in output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (at > 0 && double.TryParse(word.AsSpan(at + 1), CultureInfo.InvariantCulture, out var value))
            {
                figures._values[word[..at]] = value;
            }
        }

        return figures;
    }

    public void Pass(long packets, TimeSpan elapsed, TimeSpan cpu, long allocated, long events)
    {
        _passes++;
        _values["passes"] = _passes;
        _values[FormattableString.Invariant($"seconds{_passes}")] = elapsed.TotalSeconds;
        _values[FormattableString.Invariant($"cpu{_passes}")] = cpu.TotalSeconds;
        (_values["packets"], _values["allocated"], _values["events"]) = (packets, allocated, events);
    }

    public void Quiet(QuietMeter meter) => (_values["quiet"], _values["quietBytes"], _values["loud"]) = (meter.Frames, meter.Bytes, meter.Loud);

    /// <summary>Looks at the memory of this process, without the file that is mapped into it.</summary>
    public void Look(string mapped, int flows)
    {
        long kb = 0;
        var isCounted = true;
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            if (line.Contains('-', StringComparison.Ordinal) && !line.StartsWith("VmFlags", StringComparison.Ordinal))
            {
                isCounted = !line.EndsWith(mapped, StringComparison.Ordinal);
            }
            else if (isCounted && line.StartsWith("Rss:", StringComparison.Ordinal))
            {
                kb += long.Parse(line.AsSpan(4, line.Length - 4 - 2), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
            }
        }

        _values["peakKb"] = Math.Max(Of("peakKb"), kb);
        _values["flows"] = Math.Max(Of("flows"), flows);
    }

    public string ToLine() => string.Join(' ', _values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key}={v.Value:0.######}")));

    private double Of(string name) => _values.GetValueOrDefault(name);
}
