using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Windows;

/// <summary>
/// How often a user is active in each hour of the week: 168 counters of four bits. When one is full all are halved, so that
/// old habits fade as new ones come. A change gives the profile to keep.
/// </summary>
[GenerateSerializer, Alias("soc.HourProfile"), StructLayout(LayoutKind.Auto)]
public readonly struct HourProfile
{
    /// <summary>Hours of a week.</summary>
    public const int Hours = 168;

    private const int MaxCount = 15;

    [Id(0)] private readonly byte[]? _counts;

    private HourProfile(byte[] counts) => _counts = counts;

    /// <summary>Distinct hours counted, halved with the counters.</summary>
    public int Total
    {
        get
        {
            var total = 0;
            foreach (var pair in _counts.AsSpan())
            {
                total += (pair & 0xf) + (pair >> 4);
            }

            return total;
        }
    }

    /// <summary>Hour of the week 0–167 (0 is Sunday, 00:00–01:00) in a zone.</summary>
    public static int HourOfWeek(long timeMs, TimeZoneInfo zone)
    {
        var local = LocalTime.At(timeMs, zone);
        return (int)local.DayOfWeek * 24 + local.Hour;
    }

    /// <summary>Count of an hour; any integer, taken round the week.</summary>
    public int Count(int hour)
    {
        if (_counts is null)
        {
            return 0;
        }

        var h = ((hour % Hours) + Hours) % Hours;
        return h % 2 == 0 ? _counts[h / 2] & 0xf : _counts[h / 2] >> 4;
    }

    /// <summary>Count of an hour and of its two neighbours.</summary>
    public int CountAround(int hour) => Count(hour - 1) + Count(hour) + Count(hour + 1);

    /// <summary>Sum of the same hour of the day and its neighbours over the whole week.</summary>
    public int CountAnyDay(int hour)
    {
        var sum = 0;
        for (var day = 0; day < 7; day++)
        {
            sum += CountAround(hour + day * 24);
        }

        return sum;
    }

    /// <summary>Sum of all hours of the day of the week that an hour of the week, 0–167, is of.</summary>
    public int CountOnDayOf(int hour)
    {
        var sum = 0;
        for (var h = hour - (hour % 24); h < hour - (hour % 24) + 24; h++)
        {
            sum += Count(h);
        }

        return sum;
    }

    /// <summary>Counts an hour of the week, 0–167.</summary>
    public HourProfile Add(int hour)
    {
        var counts = _counts ?? new byte[Hours / 2];
        if (Count(hour) == MaxCount)
        {
            Halve(counts);
        }

        counts[hour / 2] += (byte)(hour % 2 == 0 ? 1 : 16);
        return new HourProfile(counts);
    }

    private static void Halve(byte[] counts)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = (byte)(((counts[i] & 0xf) / 2) | ((counts[i] >> 4) / 2 << 4));
        }
    }
}
