using System.Globalization;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>Gives a process a wall clock that is wrong.</summary>
internal static class WrongClock
{
    /// <param name="folder">Where the library is made that it takes.</param>
    /// <param name="ahead">By how much the clock is ahead; negative is behind.</param>
    public static void Give(NodeProcess node, string folder, TimeSpan ahead)
    {
        node.Settings["LD_PRELOAD"] = ClockShift.Make(folder);
        node.Settings["SOC_CLOCK_SHIFT_SECONDS"] = ahead.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
    }
}
