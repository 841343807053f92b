using Soc.Detection.Windows;

namespace Soc.Detection.Network;

/// <summary>Makes one episode of what a scanner does, and says when it is to be told.</summary>
internal static class ScanEpisodes
{
    /// <summary>Days looked back for the habit of scanning at an hour.</summary>
    private const int HabitLookBackDays = 30;

    private const long DayMs = 86_400_000;

    /// <summary>A pause this long ends an episode: what comes after is told as a new one.</summary>
    public const long PauseMs = 3_600_000;

    /// <summary>Adds an attempt of a group that reached the threshold.</summary>
    /// <param name="addsUp">Members of different groups are different things (ports of several hosts), and not the same ones again.</param>
    /// <returns>True when it is to be told: for the first time, or after the doubling of members or groups.</returns>
    public static bool Grow(ScanMemory memory, in ScanCounts counts, bool isFast, ushort group, long atMs, int least, bool addsUp, TimeZoneInfo zone)
    {
        // A group that was told on that day goes on, however long it paused: what is left of it is no second scan.
        var goesOn = !isFast && SeenTable.DayOf(memory.Episode.LastMs) == SeenTable.DayOf(atMs) && Array.IndexOf(memory.Groups, group) >= 0;
        var episode = memory.Episode.With(isFast ? Math.Min(counts.FirstMs, atMs) : atMs, atMs, goesOn ? DayMs : PauseMs);
        if (episode.Count == 0)
        {
            Begin(memory, atMs, zone);
        }

        Count(memory, group, isFast ? counts.Fast : counts.Today);
        episode = episode with { Count = addsUp ? memory.Members.Sum() : memory.Members.Max() };
        var level = 1 + LevelOf(episode.Count, least) + LevelOf(memory.Groups.Length, 1);
        var isTold = level > episode.ToldLevel;
        memory.Episode = isTold ? episode with { ToldLevel = level } : episode;
        return isTold;
    }

    /// <summary>Doublings from the least on.</summary>
    public static int LevelOf(int count, int least) => count <= least ? 0 : (int)Math.Log2((double)count / least);

    private static void Count(ScanMemory memory, ushort group, int members)
    {
        var at = Array.IndexOf(memory.Groups, group);
        if (at >= 0)
        {
            memory.Members[at] = Math.Max(memory.Members[at] + 1, members);
        }
        else if (memory.Groups.Length < ScanMemory.MaxGroups)
        {
            memory.Groups = [.. memory.Groups, group];
            memory.Members = [.. memory.Members, members];
        }
    }

    private static void Begin(ScanMemory memory, long atMs, TimeZoneInfo zone)
    {
        var local = LocalTime.At(atMs, zone);
        var day = (ushort)Math.Clamp((local.Date - DateTime.UnixEpoch).Days, 0, ushort.MaxValue);
        (memory.Groups, memory.Members) = ([], []);
        memory.HabitDays = 0;
        for (var hour = local.Hour - 1; hour <= local.Hour + 1; hour++)
        {
            memory.HabitDays = Math.Max(memory.HabitDays, memory.Hours.DaysBefore((uint)((hour + 24) % 24) + 1, day, HabitLookBackDays));
        }

        memory.Hours = memory.Hours.Touch((uint)local.Hour + 1, day, 24);
    }
}
