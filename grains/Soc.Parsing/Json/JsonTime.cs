using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Soc.Parsing.Json;

/// <summary>
/// A time as JSON logs write it: ISO 8601 with T or a space and up to nine decimals, with Z, an offset or neither;
/// epoch in seconds, milliseconds, microseconds or nanoseconds, whole or with a fraction; or M/d/yyyy h:mm:ss AM.
/// </summary>
/// <param name="State">Whether there was anything, and whether it could be read.</param>
/// <param name="UnixMs">Milliseconds since the epoch, UTC; 0 unless read.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JsonTime(JsonTimeState State, long UnixMs)
{
    private const long MaxUnixMs = 253_402_300_799_999;

    public bool IsRead => State == JsonTimeState.Read;

    public static JsonTime Parse(ReadOnlySpan<byte> text, int zoneOffsetMinutes)
    {
        text = text.Trim(" "u8);
        if (text.IsEmpty)
        {
            return default;
        }

        var ms = long.MinValue;
        var ok = text.Length >= 10 && text[4] == '-' ? TryIso(text, zoneOffsetMinutes, out ms)
            : text.IndexOf((byte)'/') > 0 ? TryAmerican(text, zoneOffsetMinutes, out ms)
            : TryEpoch(text, out ms);
        return ok && ms is > 0 and <= MaxUnixMs ? new JsonTime(JsonTimeState.Read, ms) : new JsonTime(JsonTimeState.Unreadable, 0);
    }

    private static bool TryIso(ReadOnlySpan<byte> t, int zoneOffsetMinutes, out long ms)
    {
        ms = 0;
        if (t[7] != '-' || !TryDigits(t[..4], out var year) || !TryDigits(t.Slice(5, 2), out var month) || !TryDigits(t.Slice(8, 2), out var day)
            || !TryDate(year, month, day, out var date))
        {
            return false;
        }

        t = t[10..];
        if (t.IsEmpty)
        {
            ms = date - (zoneOffsetMinutes * 60_000L);
            return true;
        }

        return t[0] is (byte)'T' or (byte)'t' or (byte)' ' && TryClock(t[1..], date, zoneOffsetMinutes, out ms);
    }

    private static bool TryAmerican(ReadOnlySpan<byte> t, int zoneOffsetMinutes, out long ms)
    {
        ms = 0;
        if (!TryTake(ref t, (byte)'/', out var month) || !TryTake(ref t, (byte)'/', out var day) || !TryTake(ref t, (byte)' ', out var year)
            || !TryDate(year, month, day, out var date))
        {
            return false;
        }

        t = t.TrimStart(" "u8);
        Span<byte> padded = stackalloc byte[64];
        if (t.Length is < 7 or > 60)
        {
            return false;
        }

        padded[0] = (byte)'0';
        t.CopyTo(padded[1..]);
        return TryClock(t[1] == ':' ? padded[..(t.Length + 1)] : t, date, zoneOffsetMinutes, out ms);
    }

    // hh:mm[:ss[.fff]] [AM|PM] [Z|±hh[:mm]]
    private static bool TryClock(ReadOnlySpan<byte> t, long date, int zoneOffsetMinutes, out long ms)
    {
        ms = 0;
        if (t.Length < 5 || t[2] != ':' || !TryDigits(t[..2], out var hour) || !TryDigits(t.Slice(3, 2), out var minute) || hour > 24 || minute > 59)
        {
            return false;
        }

        t = t[5..];
        var second = 0;
        var fractionMs = 0;
        if (t.Length >= 3 && t[0] == ':')
        {
            if (!TryDigits(t.Slice(1, 2), out second) || second > 60)
            {
                return false;
            }

            t = t[3..];
            if (!t.IsEmpty && t[0] is (byte)'.' or (byte)',')
            {
                t = t[1..];
                var scale = 100;
                while (!t.IsEmpty && t[0] is >= (byte)'0' and <= (byte)'9')
                {
                    fractionMs += (t[0] - '0') * scale;
                    scale /= 10;
                    t = t[1..];
                }
            }
        }

        t = t.TrimStart(" "u8);
        if (t.Length >= 2 && (t[1] | 0x20) == 'm' && (t[0] | 0x20) is 'a' or 'p')
        {
            hour = (hour % 12) + ((t[0] | 0x20) == 'p' ? 12 : 0);
            t = t[2..].TrimStart(" "u8);
        }

        if (!TryZone(t, zoneOffsetMinutes, out var offsetMinutes))
        {
            return false;
        }

        ms = date + (((hour * 60L) + minute - offsetMinutes) * 60_000L) + (second * 1000L) + fractionMs;
        return true;
    }

    private static bool TryZone(ReadOnlySpan<byte> t, int zoneOffsetMinutes, out int offsetMinutes)
    {
        offsetMinutes = zoneOffsetMinutes;
        if (t.IsEmpty)
        {
            return true;
        }

        offsetMinutes = 0;
        if (t is [(byte)'Z' or (byte)'z'] || t.SequenceEqual("UTC"u8) || t.SequenceEqual("GMT"u8))
        {
            return true;
        }

        if (t.Length is < 3 or > 6 || t[0] is not ((byte)'+' or (byte)'-') || !TryDigits(t.Slice(1, 2), out var hours))
        {
            return false;
        }

        var rest = t[3..].TrimStart(":"u8);
        var minutes = 0;
        if ((!rest.IsEmpty && !(rest.Length == 2 && TryDigits(rest, out minutes))) || hours > 18)
        {
            return false;
        }

        offsetMinutes = (t[0] == '-' ? -1 : 1) * ((hours * 60) + minutes);
        return true;
    }

    private static bool TryEpoch(ReadOnlySpan<byte> t, out long ms)
    {
        ms = 0;
        if (!Utf8Parser.TryParse(t, out double value, out var used) || used != t.Length || !double.IsFinite(value) || value <= 0)
        {
            return false;
        }

        // Orders of magnitude tell the unit: seconds until the year 5138, then milliseconds, microseconds, nanoseconds.
        value = value switch
        {
            < 1e11 => value * 1e3,
            < 1e14 => value,
            < 1e17 => value / 1e3,
            _ => value / 1e6,
        };
        ms = value < MaxUnixMs ? (long)Math.Round(value) : 0;
        return ms > 0;
    }

    private static bool TryDate(int year, int month, int day, out long ms)
    {
        ms = 0;
        if (year is < 1970 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        ms = (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> t, byte until, out int value)
    {
        value = 0;
        var end = t.IndexOf(until);
        if (end is < 1 or > 4 || !TryDigits(t[..end], out value))
        {
            return false;
        }

        t = t[(end + 1)..];
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> t, out int value)
    {
        value = 0;
        foreach (var b in t)
        {
            if (b is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + b - '0';
        }

        return true;
    }
}
