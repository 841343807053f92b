using System.Diagnostics;
using Soc.Capture.Link;

namespace Soc.Benchmarks.Capture;

/// <summary>The agent's part of the benchmark, in a process of its own; it says its figures in one line.</summary>
internal static class CaptureRun
{
    /// <summary>First word of its command line.</summary>
    public const string Verb = "capture-run";

    /// <summary>Only flows; every protocol; events as packed JSON too.</summary>
    public const string Flows = "flows";
    public const string All = "all";
    public const string Events = "events";

    /// <summary>Every protocol, and what it takes of memory.</summary>
    public const string Memory = "memory";

    /// <summary>Every protocol, and where it allocates.</summary>
    public const string Allocations = "allocations";

    public const string Live = "live";

    private const int FramesBetweenLooks = 65_536;
    private const long NsPerSecond = 1_000_000_000;

    /// <param name="args">The verb, a mode, a file or an interface, and how often the file is read (1 when it is not said).</param>
    public static int Run(string[] args)
    {
        var (mode, from) = (args[1], args[2]);
        var passes = args.Length > 3 ? int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture) : 1;
        if (mode == Live)
        {
            Console.WriteLine(LiveReader.Read(from));
            return 0;
        }

        using IBenchTaker taker = mode == Flows ? new FlowTaker() : new EngineTaker(packs: mode == Events);
        var figures = new CaptureFigures();
        long shiftNs = 0;
        for (var pass = 0; pass < passes; pass++)
        {
            shiftNs = Pass(from, mode, taker, figures, shiftNs, isLast: pass == passes - 1);
        }

        Console.WriteLine(figures.ToLine());
        return 0;
    }

    /// <returns>How much later the next pass is to be.</returns>
    private static long Pass(string path, string mode, IBenchTaker taker, CaptureFigures figures, long shiftNs, bool isLast)
    {
        using var file = CaptureFile.Open(path);
        var meter = new QuietMeter();
        var (isMeasured, isWatched) = (mode == Allocations && isLast, mode == Memory);
        long first = 0;
        long last = 0;
        long frames = 0;
        var events = taker.Events;
        using var self = Process.GetCurrentProcess();
        var cpu = self.TotalProcessorTime;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        while (file.TryRead(out var frame))
        {
            first = frames++ == 0 ? frame.AtNs : first;
            last = frame.AtNs;
            if (isMeasured)
            {
                meter.Begin(taker);
            }

            taker.Take(new RawFrame(frame.Data, frame.AtNs + shiftNs, frame.WireLength, frame.Link));
            if (isMeasured)
            {
                meter.End(taker);
            }

            if (isWatched && frames % FramesBetweenLooks == 0)
            {
                figures.Look(path, taker.FlowCount);
            }
        }

        var elapsed = watch.Elapsed;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        self.Refresh();
        figures.Pass(frames, elapsed, self.TotalProcessorTime - cpu, allocated, taker.Events - events);
        figures.Quiet(meter);
        if (isWatched)
        {
            figures.Look(path, taker.FlowCount);
        }

        if (isLast)
        {
            taker.End();
        }

        return shiftNs + last - first + NsPerSecond;
    }
}
