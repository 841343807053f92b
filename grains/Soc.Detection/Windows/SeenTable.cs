using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Windows;

/// <summary>
/// What was seen, and on which days: a flat array that grows as needed up to the maximum its owner names.
/// When it is full, what was not seen for longest goes. Event time only. A change gives the table to keep.
/// </summary>
[GenerateSerializer, Alias("soc.SeenTable"), StructLayout(LayoutKind.Auto)]
public readonly struct SeenTable
{
    [Id(0)] private readonly SeenEntry[]? _entries;

    private SeenTable(SeenEntry[] entries) => _entries = entries;

    /// <summary>Everything seen, in no order.</summary>
    public ReadOnlySpan<SeenEntry> Entries => _entries;

    /// <summary>Days since the epoch of a time, kept within 16 bits (until the year 2149).</summary>
    public static ushort DayOf(long timeMs) => (ushort)Math.Clamp(timeMs / 86_400_000, 0, ushort.MaxValue);

    /// <summary>The entry of a key, or null when it was not seen within so many days of the day, before or after.</summary>
    public SeenEntry? Find(uint key, ushort day, int lookBackDays)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key == key)
            {
                return day - entry.LastDay <= lookBackDays && entry.FirstDay - day <= lookBackDays ? entry : null;
            }
        }

        return null;
    }

    /// <summary>How many were seen within so many days before the day.</summary>
    public int CountWithin(ushort day, int lookBackDays)
    {
        var count = 0;
        foreach (var entry in Entries)
        {
            count += day - entry.LastDay <= lookBackDays ? 1 : 0;
        }

        return count;
    }

    /// <summary>On how many distinct days before this one a key was seen.</summary>
    public int DaysBefore(uint key, ushort day, int lookBackDays) =>
        Find(key, day, lookBackDays) is { } entry && entry.FirstDay < day ? entry.Days - (entry.LastDay == day ? 1 : 0) : 0;

    /// <summary>Notes a sighting.</summary>
    /// <param name="max">The owner's maximum of entries.</param>
    public SeenTable Touch(uint key, ushort day, int max)
    {
        var entries = _entries ?? [];
        var oldest = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            if (entry.Key == key)
            {
                entries[i] = new SeenEntry(
                    key,
                    Math.Min(entry.FirstDay, day),
                    Math.Max(entry.LastDay, day),
                    day == entry.LastDay || day == entry.FirstDay || entry.Days == byte.MaxValue ? entry.Days : (byte)(entry.Days + 1));
                return this;
            }

            oldest = entry.LastDay < entries[oldest].LastDay ? i : oldest;
        }

        var added = new SeenEntry(key, day, day, 1);
        if (entries.Length < max)
        {
            return new SeenTable([.. entries, added]);
        }

        if (day >= entries[oldest].LastDay)
        {
            entries[oldest] = added;
        }

        return this;
    }
}
