using Soc.Model.Events;
using Soc.Parsing.Text;

namespace Soc.Parsing.Mapping;

/// <summary>OCSF severity from the words and scales of the formats.</summary>
internal static class Severities
{
    /// <summary>Words: informational … critical, notice, warning, error, alert, emergency, very-high.</summary>
    public static Severity FromWord(ReadOnlySpan<byte> word) => word.Length switch
    {
        3 when word.EqualsIgnoreCase("low"u8) => Severity.Low,
        4 when word.EqualsIgnoreCase("info"u8) => Severity.Informational,
        4 when word.EqualsIgnoreCase("high"u8) => Severity.High,
        4 when word.EqualsIgnoreCase("crit"u8) => Severity.Critical,
        5 when word.EqualsIgnoreCase("error"u8) => Severity.High,
        5 when word.EqualsIgnoreCase("alert"u8) => Severity.Critical,
        5 when word.EqualsIgnoreCase("debug"u8) => Severity.Informational,
        6 when word.EqualsIgnoreCase("medium"u8) => Severity.Medium,
        6 when word.EqualsIgnoreCase("notice"u8) => Severity.Informational,
        7 when word.EqualsIgnoreCase("warning"u8) => Severity.Low,
        8 when word.EqualsIgnoreCase("critical"u8) => Severity.Critical,
        9 when word.EqualsIgnoreCase("very-high"u8) => Severity.Critical,
        9 when word.EqualsIgnoreCase("emergency"u8) => Severity.Critical,
        11 when word.EqualsIgnoreCase("information"u8) => Severity.Informational,
        13 when word.EqualsIgnoreCase("informational"u8) => Severity.Informational,
        _ => Severity.Unknown,
    };

    /// <summary>CEF's and LEEF's 0–10 (0–3 low, 4–6 medium, 7–8 high, 9–10 very high), or a word.</summary>
    public static Severity FromTen(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] is < (byte)'0' or > (byte)'9')
        {
            return FromWord(text);
        }

        return FieldText.Number(text) switch
        {
            0 => Severity.Informational,
            <= 3 => Severity.Low,
            <= 6 => Severity.Medium,
            <= 8 => Severity.High,
            <= 10 => Severity.Critical,
            _ => Severity.Unknown,
        };
    }

    /// <summary>Syslog's severity, the low three bits of the PRI.</summary>
    public static Severity FromPriority(int priority) => (priority & 7) switch
    {
        _ when priority < 0 => Severity.Informational,
        <= 2 => Severity.Critical,
        3 => Severity.High,
        4 => Severity.Low,
        _ => Severity.Informational,
    };
}
