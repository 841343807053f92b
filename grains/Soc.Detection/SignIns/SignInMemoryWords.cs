using System.Globalization;
using Soc.Detection.Geo;
using Soc.Detection.Windows;

namespace Soc.Detection.SignIns;

/// <summary>What is known of a user, in sentences, and what is still being learned.</summary>
internal static class SignInMemoryWords
{
    public static List<string> Of(SignInMemory memory, in DetectionContext context)
    {
        var sentences = new List<string>();
        if (memory.LastUseMinute == 0)
        {
            return sentences;
        }

        var nowMs = memory.LastUseMinute * 60_000L;
        sentences.Add($"Account last used on {Say.Day(nowMs)}, on {Words.Count(memory.ActiveDays, "day")} in all.");
        if (memory.Clock.IsEmpty)
        {
            sentences.Add("Nobody signed in by hand yet: usual places, devices and hours are not learned.");
            return sentences;
        }

        if (memory.Clock.StillLearning(nowMs, context.Policy.LearningDays) is { } learning)
        {
            sentences.Add(learning);
        }

        Countries(sentences, memory, SeenTable.DayOf(nowMs));
        Devices(sentences, memory, SeenTable.DayOf(nowMs));
        Hours(sentences, memory, context);
        for (var i = 0; i < memory.Stays.Length; i++)
        {
            sentences.Add(Stay(SignInPlace.Of(memory, i), context.Zone));
        }

        return sentences;
    }

    private static void Countries(List<string> sentences, SignInMemory memory, ushort today)
    {
        foreach (var country in memory.Places.Where(p => p.Country != 0 && !p.IsGateway && p.WasSeen(today, SignInMemory.PlaceDays)).GroupBy(p => p.Country))
        {
            var days = country.Max(p => p.Days);
            var last = country.Max(p => p.LastDay);
            sentences.Add($"Signs in from {CountryCode.Unpack(country.Key)}: on {(days == 1 ? "one day" : $"{Say.Number(days)} days")}, last on {Say.Day(last * 86_400_000L)}.");
        }
    }

    private static void Devices(List<string> sentences, SignInMemory memory, ushort today)
    {
        var known = memory.Devices.CountWithin(today, Detectors.NewDevice.NewDeviceOptions.Default.LookBackDays);
        if (known > 0)
        {
            sentences.Add($"Signed in with {Words.Count(known, "known device name")} in the last {Say.Number(Detectors.NewDevice.NewDeviceOptions.Default.LookBackDays)} days of activity.");
        }
    }

    private static void Hours(List<string> sentences, SignInMemory memory, in DetectionContext context)
    {
        var (first, last) = (-1, -1);
        for (var h = 0; h < 24; h++)
        {
            var sum = 0;
            for (var day = 0; day < 7; day++)
            {
                sum += memory.Hours.Count((day * 24) + h);
            }

            if (sum >= 2)
            {
                first = first < 0 ? h : first;
                last = h;
            }
        }

        if (first >= 0)
        {
            sentences.Add(string.Create(CultureInfo.InvariantCulture, $"Usually signs in between {first:00}:00 and {(last + 1) % 24:00}:00 ({context.Zone.Id})."));
        }
    }

    private static string Stay(in SignInPlace p, TimeZoneInfo zone)
    {
        var until = p.LastMs > p.FirstMs ? $" to {Say.Clock(p.LastMs, zone)}" : "";
        var how = p.IsGateway ? ", a gateway whose users may be elsewhere" : "";
        return $"Signed in from {p.Name} ({p.Ip}{how}) on {Say.Day(p.FirstMs)}, {Say.Clock(p.FirstMs, zone)}{until}.";
    }
}
