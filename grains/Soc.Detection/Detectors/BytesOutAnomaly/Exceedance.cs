using System.Runtime.InteropServices;

namespace Soc.Detection.Detectors.BytesOutAnomaly;

/// <summary>A window in which a device sent far more than usual.</summary>
/// <param name="Window">The hour or day.</param>
/// <param name="Class">Class of the destinations.</param>
/// <param name="Bytes">Bytes sent.</param>
/// <param name="UsualBytes">What is usual.</param>
/// <param name="HasBaseline">The usual was learned; else the least that any machine sends is taken for it.</param>
/// <param name="IsDay">It is a day and not an hour.</param>
/// <param name="IsOffHours">It lies outside the client's working hours.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Exceedance(
    SendingWindow Window,
    DestinationClass Class,
    long Bytes,
    double UsualBytes,
    bool HasBaseline,
    bool IsDay,
    bool IsOffHours)
{
    public double Times => Bytes / Math.Max(1, UsualBytes);
}
