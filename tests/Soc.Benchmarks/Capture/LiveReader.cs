using System.Diagnostics;
using System.Globalization;
using Soc.Capture.Export;
using Soc.Capture.Link.Live;

namespace Soc.Benchmarks.Capture;

/// <summary>Reads an interface as the agent does, until nothing has come for a while.</summary>
internal sealed class LiveReader : ILinkWatcher
{
    /// <summary>Said when it is ready.</summary>
    public const string Ready = "ready";

    // A new link has a few frames of its own; the sender needs a while to load its file after them.
    private const int Begun = 1_000;
    private const int FramesBetweenLooks = 4_096;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private const int BytesPerMegabyte = 1024 * 1024;

    /// <summary>The kernel's buffer, as the agent has it when nothing else is said.</summary>
    public static int BufferMegabytes => LiveOptions.DefaultBufferBytes / BytesPerMegabyte;

    public static string Read(string name)
    {
        Ahead.Once();
        using var link = LiveLink.Open(new LiveOptions { Interface = name }, new LiveReader(), TimeProvider.System);
        using var taker = new EngineTaker(packs: false);
        Console.WriteLine(Ready);
        var begin = Stopwatch.GetTimestamp();
        var newest = begin;
        long frames = 0;
        while (Stopwatch.GetElapsedTime(begin) < Limit && (frames < Begun || Stopwatch.GetElapsedTime(newest) < Quiet))
        {
            var read = link.Read(taker, FramesBetweenLooks);
            frames += read;
            if (read == 0)
            {
                link.Wait(Wait);
            }
            else
            {
                newest = Stopwatch.GetTimestamp();
            }
        }

        taker.End();
        var statistics = link.Statistics;
        return string.Create(CultureInfo.InvariantCulture, $"read={frames} received={statistics.Received} dropped={statistics.Dropped + statistics.InterfaceDropped}");
    }

    public void Take(LinkState state, string sentence)
    {
        if (state != LinkState.Up)
        {
            Console.Error.WriteLine(sentence);
        }
    }
}
