namespace Soc.Parsing.Text;

/// <summary>Times as logs write them, to milliseconds since the epoch. Never throws; a date that does not exist is not a time.</summary>
internal static class TimeText
{
    private const long DayMs = 86_400_000;

    /// <summary>
    /// <c>2026-03-02T12:00:00.123456+01:00</c>, <c>2026-03-02 12:00:00</c>, <c>2026/03/02 12:00:00</c> at the start of the text.
    /// </summary>
    /// <param name="zoneOffsetMinutes">For a time without a zone.</param>
    /// <param name="consumed">Bytes read.</param>
    public static bool TryDateTime(ReadOnlySpan<byte> text, int zoneOffsetMinutes, out long ms, out int consumed)
    {
        ms = 0;
        consumed = 0;
        if (text.Length < 19 || text[4] is not ((byte)'-' or (byte)'/') || text[7] != text[4] || text[10] is not ((byte)'T' or (byte)' ' or (byte)'t')
            || !TryDigits(text, 0, 4, out var year) || !TryDigits(text, 5, 2, out var month) || !TryDigits(text, 8, 2, out var day)
            || !TryClock(text[11..], out var hour, out var minute, out var second, out var millisecond, out var clockLength))
        {
            return false;
        }

        consumed = 11 + clockLength;
        if (ZoneText.TryPrefix(text[consumed..], out var zone, out var zoneLength))
        {
            zoneOffsetMinutes = zone;
            consumed += zoneLength;
        }

        return CivilTime.TryToMs(year, month, day, hour, minute, second, millisecond, zoneOffsetMinutes, out ms);
    }

    /// <summary>
    /// <c>Mar  2 12:00:00</c>, <c>Mar 02 2026 12:00:00.123 UTC</c>, <c>Mar 2 12:00:00 2026</c> at the start of the text.
    /// Without a year it is the last such day before, or just after, <paramref name="receivedMs"/>: so December is the year before in January.
    /// </summary>
    public static bool TryMonthName(ReadOnlySpan<byte> text, long receivedMs, int zoneOffsetMinutes, out long ms, out int consumed)
    {
        ms = 0;
        consumed = 0;
        if (!TryMonth(text, out var month, out var position) || !SkipSpaces(text, ref position) || !TryShortNumber(text, ref position, out var day))
        {
            return false;
        }

        if (position < text.Length && text[position] == ',')
        {
            position++;
        }

        if (!SkipSpaces(text, ref position))
        {
            return false;
        }

        var year = 0;
        if (TryDigits(text, position, 4, out var leadingYear) && position + 4 < text.Length && text[position + 4] == ' ')
        {
            year = leadingYear;
            position += 5;
        }

        return TryClockAndZone(text, ref position, ref year, ref zoneOffsetMinutes, out var clock)
            && TryYear(year, month, day, clock, receivedMs, zoneOffsetMinutes, out ms)
            && (consumed = position) > 0;
    }

    /// <summary>Seconds (with a fraction), milliseconds, microseconds or nanoseconds since the epoch, told apart by their digits.</summary>
    public static bool TryEpoch(ReadOnlySpan<byte> text, out long ms)
    {
        ms = 0;
        text = text.Trim("\" "u8);
        var digits = 0;
        long number = 0;
        while (digits < text.Length && text[digits] is >= (byte)'0' and <= (byte)'9')
        {
            if (digits == 19)
            {
                return false;
            }

            number = unchecked(number * 10 + (text[digits] - '0'));
            digits++;
        }

        var fraction = 0;
        if (digits < text.Length)
        {
            if (text[digits] != '.')
            {
                return false;
            }

            fraction = FractionMs(text[(digits + 1)..], out var fractionLength);
            if (digits + 1 + fractionLength != text.Length)
            {
                return false;
            }
        }

        ms = digits switch
        {
            9 or 10 => number * 1000 + fraction,
            12 or 13 => number,
            15 or 16 => number / 1000,
            18 or 19 => number / 1_000_000,
            _ => 0,
        };
        return ms > 0;
    }

    /// <summary>A field of its own in any of the forms, also <c>31 March 2016 13:04:55</c>.</summary>
    public static bool TryField(ReadOnlySpan<byte> text, long receivedMs, int zoneOffsetMinutes, out long ms)
    {
        ms = 0;
        text = text.Trim("\" \t\r\n'"u8);
        if (text.IsEmpty)
        {
            return false;
        }

        if (text[0] is >= (byte)'0' and <= (byte)'9')
        {
            return TryEpoch(text, out ms)
                || TryDateTime(text, zoneOffsetMinutes, out ms, out _)
                || TryDayFirst(text, receivedMs, zoneOffsetMinutes, out ms);
        }

        // "Mon Mar 02 2026 …": the name of the day says nothing new.
        if (text.Length > 4 && text[3] is (byte)' ' or (byte)',' && !TryMonth(text, out _, out _))
        {
            text = text[4..].TrimStart((byte)' ');
        }

        return TryMonthName(text, receivedMs, zoneOffsetMinutes, out ms, out _) || TryDayFirst(text, receivedMs, zoneOffsetMinutes, out ms);
    }

    /// <summary>Exactly <paramref name="count"/> digits at <paramref name="start"/>.</summary>
    public static bool TryDigits(ReadOnlySpan<byte> text, int start, int count, out int number)
    {
        number = 0;
        if (start + count > text.Length)
        {
            return false;
        }

        foreach (var c in text.Slice(start, count))
        {
            if (c is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = number * 10 + (c - '0');
        }

        return true;
    }

    private static bool TryDayFirst(ReadOnlySpan<byte> text, long receivedMs, int zoneOffsetMinutes, out long ms)
    {
        ms = 0;
        var position = 0;
        if (!TryShortNumber(text, ref position, out var day) || !SkipSpaces(text, ref position) || !TryMonth(text[position..], out var month, out var monthLength))
        {
            return false;
        }

        position += monthLength;
        var year = 0;
        if (!SkipSpaces(text, ref position))
        {
            return false;
        }

        if (TryDigits(text, position, 4, out year) && position + 4 < text.Length && text[position + 4] == ' ')
        {
            position += 5;
        }

        return TryClockAndZone(text, ref position, ref year, ref zoneOffsetMinutes, out var clock)
            && TryYear(year, month, day, clock, receivedMs, zoneOffsetMinutes, out ms);
    }

    private static bool TryClockAndZone(ReadOnlySpan<byte> text, ref int position, ref int year, ref int zoneOffsetMinutes, out (int Hour, int Minute, int Second, int Ms) clock)
    {
        clock = default;
        if (!TryClock(text[position..], out clock.Hour, out clock.Minute, out clock.Second, out clock.Ms, out var length))
        {
            return false;
        }

        position += length;
        var next = position + 1;
        if (year == 0 && position < text.Length && text[position] == ' ' && TryDigits(text, next, 4, out var trailingYear)
            && trailingYear is > 1990 and < 2100 && (next + 4 == text.Length || text[next + 4] is (byte)' ' or (byte)':'))
        {
            year = trailingYear;
            position = next + 4;
        }

        var zoneStart = position < text.Length && text[position] == ' ' ? position + 1 : position;
        if (ZoneText.TryPrefix(text[zoneStart..], out var zone, out var zoneLength))
        {
            zoneOffsetMinutes = zone;
            position = zoneStart + zoneLength;
        }

        return true;
    }

    private static bool TryYear(int year, int month, int day, (int Hour, int Minute, int Second, int Ms) clock, long receivedMs, int zoneOffsetMinutes, out long ms)
    {
        if (year != 0)
        {
            return CivilTime.TryToMs(year, month, day, clock.Hour, clock.Minute, clock.Second, clock.Ms, zoneOffsetMinutes, out ms);
        }

        // The year after, for a clock that runs ahead over New Year; four years back, for the 29th of February.
        var received = CivilTime.YearOf(receivedMs);
        for (var candidate = received + 1; candidate >= received - 4; candidate--)
        {
            if (CivilTime.TryToMs(candidate, month, day, clock.Hour, clock.Minute, clock.Second, clock.Ms, zoneOffsetMinutes, out ms) && ms <= receivedMs + DayMs)
            {
                return true;
            }
        }

        ms = 0;
        return false;
    }

    private static bool TryClock(ReadOnlySpan<byte> text, out int hour, out int minute, out int second, out int millisecond, out int length)
    {
        minute = 0;
        second = 0;
        millisecond = 0;
        length = 0;
        if (!TryDigits(text, 0, 2, out hour) || text.Length < 8 || text[2] != ':' || text[5] != ':' || !TryDigits(text, 3, 2, out minute) || !TryDigits(text, 6, 2, out second))
        {
            return false;
        }

        length = 8;
        if (text.Length > 9 && text[8] is (byte)'.' or (byte)',' && text[9] is >= (byte)'0' and <= (byte)'9')
        {
            millisecond = FractionMs(text[9..], out var fractionLength);
            length = 9 + fractionLength;
        }

        return true;
    }

    private static int FractionMs(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        var ms = 0;
        while (length < text.Length && text[length] is >= (byte)'0' and <= (byte)'9')
        {
            if (length < 3)
            {
                ms = ms * 10 + (text[length] - '0');
            }

            length++;
        }

        return length switch { 1 => ms * 100, 2 => ms * 10, _ => ms };
    }

    private static bool TryMonth(ReadOnlySpan<byte> text, out int month, out int length)
    {
        month = 0;
        length = 0;
        if (text.Length < 3)
        {
            return false;
        }

        month = ((text[0] | 0x20) << 16 | (text[1] | 0x20) << 8 | (text[2] | 0x20)) switch
        {
            'j' << 16 | 'a' << 8 | 'n' => 1,
            'f' << 16 | 'e' << 8 | 'b' => 2,
            'm' << 16 | 'a' << 8 | 'r' => 3,
            'a' << 16 | 'p' << 8 | 'r' => 4,
            'm' << 16 | 'a' << 8 | 'y' => 5,
            'j' << 16 | 'u' << 8 | 'n' => 6,
            'j' << 16 | 'u' << 8 | 'l' => 7,
            'a' << 16 | 'u' << 8 | 'g' => 8,
            's' << 16 | 'e' << 8 | 'p' => 9,
            'o' << 16 | 'c' << 8 | 't' => 10,
            'n' << 16 | 'o' << 8 | 'v' => 11,
            'd' << 16 | 'e' << 8 | 'c' => 12,
            _ => 0,
        };
        length = 3;
        while (length < text.Length && length < 9 && char.IsAsciiLetter((char)text[length]))
        {
            length++;
        }

        return month != 0;
    }

    private static bool TryShortNumber(ReadOnlySpan<byte> text, ref int position, out int number)
    {
        if (TryDigits(text, position, 2, out number))
        {
            position += 2;
            return true;
        }

        if (TryDigits(text, position, 1, out number))
        {
            position++;
            return true;
        }

        return false;
    }

    private static bool SkipSpaces(ReadOnlySpan<byte> text, ref int position)
    {
        var start = position;
        while (position < text.Length && text[position] == ' ')
        {
            position++;
        }

        return position > start;
    }
}
