using Soc.Detection.Network;
using Soc.Detection.Windows;

namespace Soc.Detection.Detectors.BytesOutAnomaly;

/// <summary>Amounts and destinations in words.</summary>
internal static class BytesOutWords
{
    public static string Class(DestinationClass kind) => kind switch
    {
        DestinationClass.Sanctioned => "clouds that the company uses",
        DestinationClass.OtherCloud => "other clouds that take files",
        _ => "other destinations",
    };

    public static string Size(double bytes) => bytes < 1_000_000 ? "under 1 MB" : Say.Bytes((long)Math.Min(bytes, 9e18));

    public static string About(double bytes) => bytes < 1_000_000 ? Size(bytes) : "about " + Size(bytes);

    public static string Usual(LogBaseline usual) => usual.Samples == 0 ? "nothing" : About(usual.Usual);

    /// <summary>"8 times", "more than 1,000 times".</summary>
    public static string Times(double times) => times > 1_000 ? "more than 1,000 times" : $"{Say.Number(times)} times";
}
