using System.Globalization;

namespace Soc.Gateway.Ingest.Hec;

/// <summary>The "time" of an envelope: seconds, as a number or a string; what is too large for seconds is ms, µs or ns.</summary>
internal static class HecTime
{
    private const double MaxSeconds = 1e11;

    /// <summary>Milliseconds since the epoch; 0 when it is no time.</summary>
    public static long ToMs(ReadOnlySpan<byte> text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value) || value <= 0)
        {
            return 0;
        }

        while (value >= MaxSeconds)
        {
            value /= 1000;
        }

        return (long)Math.Round(value * 1000);
    }
}
