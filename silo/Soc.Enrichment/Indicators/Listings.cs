using System.Runtime.InteropServices;
using Soc.Model.Entities;

namespace Soc.Enrichment.Indicators;

/// <summary>Listings of an address, with the time of events for which they are the answer.</summary>
/// <param name="FromMs">For events from here on, ms since the epoch.</param>
/// <param name="UntilMs">For events before this, ms since the epoch: then the first of them ends.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Listings(IndicatorHit[] Hits, long FromMs, long UntilMs)
{
    public static readonly Listings None = new([], long.MinValue, long.MaxValue);
}
