using System.Runtime.InteropServices;

namespace Soc.Detection.SignIns;

/// <summary>What an event did to the stays of a user.</summary>
/// <param name="Stay">Index of the stay that it made or changed; -1 none.</param>
/// <param name="IsNewStay">It made one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Arrival(int Stay, bool IsNewStay)
{
    public static readonly Arrival None = new(-1, false);
}
