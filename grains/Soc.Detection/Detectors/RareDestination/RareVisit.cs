using System.Runtime.InteropServices;

namespace Soc.Detection.Detectors.RareDestination;

/// <summary>A visit to a destination that is not normal at the client.</summary>
/// <param name="At">Where the destination stands in the state.</param>
/// <param name="Device">The device that went there.</param>
/// <param name="Destination">Domain or network in words.</param>
/// <param name="Day">Day of the visit, days since the epoch.</param>
/// <param name="IsFirst">The client was not seen to go there before that day.</param>
/// <param name="Devices">Devices that went there, this one included.</param>
/// <param name="AllDevices">Devices of the client.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RareVisit(int At, string Device, string Destination, ushort Day, bool IsFirst, int Devices, int AllDevices)
{
    public double Share => (double)Devices / Math.Max(1, AllDevices);
}
