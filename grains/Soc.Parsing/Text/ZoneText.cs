using System.Text;

namespace Soc.Parsing.Text;

/// <summary>Offsets from UTC as logs write them: <c>Z</c>, <c>-0500</c>, <c>+05:30</c>, <c>UTC</c>, <c>CEST</c>, <c>Europe/Zurich</c>.</summary>
internal static class ZoneText
{
    private const int MaxNameBytes = 40;

    /// <summary>Reads an offset at the start of the text: Z, UTC, GMT, a sign and two or four digits, or a common abbreviation.</summary>
    public static bool TryPrefix(ReadOnlySpan<byte> text, out int offsetMinutes, out int consumed)
    {
        offsetMinutes = 0;
        consumed = 0;
        if (text.IsEmpty)
        {
            return false;
        }

        if (text[0] is (byte)'+' or (byte)'-')
        {
            return TryNumeric(text, out offsetMinutes, out consumed);
        }

        var length = 0;
        while (length < text.Length && length < 6 && text[length] is >= (byte)'A' and <= (byte)'Z')
        {
            length++;
        }

        if (length == 0 || (length < text.Length && IsWord(text[length])) || !TryAbbreviation(text[..length], out offsetMinutes))
        {
            return false;
        }

        consumed = length;
        return true;
    }

    /// <summary>A whole field that names a zone; for an IANA name the offset at <paramref name="atMs"/>.</summary>
    public static bool TryField(ReadOnlySpan<byte> text, long atMs, out int offsetMinutes)
    {
        text = text.Trim("\" "u8);
        if (TryPrefix(text, out offsetMinutes, out var consumed) && consumed == text.Length)
        {
            return true;
        }

        offsetMinutes = 0;
        if (text.Length is 0 or > MaxNameBytes || text.IndexOf((byte)'/') <= 0 || !Ascii.IsValid(text)
            || !TimeZoneInfo.TryFindSystemTimeZoneById(StringPool.Get(text), out var zone))
        {
            return false;
        }

        offsetMinutes = (int)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(atMs)).TotalMinutes;
        return true;
    }

    private static bool TryNumeric(ReadOnlySpan<byte> text, out int offsetMinutes, out int consumed)
    {
        offsetMinutes = 0;
        consumed = 0;
        if (!TimeText.TryDigits(text, 1, 2, out var hours) || hours > 14)
        {
            return false;
        }

        var minutes = 0;
        consumed = 3;
        if (text.Length > 3 && text[3] == ':' && TimeText.TryDigits(text, 4, 2, out minutes))
        {
            consumed = 6;
        }
        else if (TimeText.TryDigits(text, 3, 2, out minutes))
        {
            consumed = 5;
        }

        offsetMinutes = (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
        return minutes < 60;
    }

    private static bool TryAbbreviation(ReadOnlySpan<byte> name, out int offsetMinutes)
    {
        // Only those with one usual meaning; CST and IST are read as most products write them.
        int? offset = name.Length switch
        {
            1 when name[0] == 'Z' => 0,
            3 when name.SequenceEqual("UTC"u8) || name.SequenceEqual("GMT"u8) || name.SequenceEqual("WET"u8) => 0,
            3 when name.SequenceEqual("CET"u8) || name.SequenceEqual("BST"u8) => 60,
            4 when name.SequenceEqual("WEST"u8) => 60,
            4 when name.SequenceEqual("CEST"u8) => 120,
            3 when name.SequenceEqual("EET"u8) => 120,
            4 when name.SequenceEqual("EEST"u8) => 180,
            3 when name.SequenceEqual("MSK"u8) => 180,
            3 when name.SequenceEqual("IST"u8) => 330,
            3 when name.SequenceEqual("SGT"u8) || name.SequenceEqual("HKT"u8) => 480,
            3 when name.SequenceEqual("JST"u8) || name.SequenceEqual("KST"u8) => 540,
            4 when name.SequenceEqual("AEST"u8) => 600,
            4 when name.SequenceEqual("AEDT"u8) => 660,
            4 when name.SequenceEqual("NZST"u8) => 720,
            4 when name.SequenceEqual("NZDT"u8) => 780,
            3 when name.SequenceEqual("EDT"u8) => -240,
            3 when name.SequenceEqual("EST"u8) || name.SequenceEqual("CDT"u8) => -300,
            3 when name.SequenceEqual("CST"u8) || name.SequenceEqual("MDT"u8) => -360,
            3 when name.SequenceEqual("MST"u8) || name.SequenceEqual("PDT"u8) => -420,
            3 when name.SequenceEqual("PST"u8) => -480,
            _ => null,
        };
        offsetMinutes = offset ?? 0;
        return offset is not null;
    }

    private static bool IsWord(byte c) => char.IsAsciiLetterOrDigit((char)c) || c is (byte)'-' or (byte)'_' or (byte)'.';
}
