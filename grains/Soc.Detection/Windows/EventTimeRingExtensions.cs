namespace Soc.Detection.Windows;

/// <summary>For states that make a ring only when they need one.</summary>
public static class EventTimeRingExtensions
{
    /// <summary>Items, oldest first; empty when there is no ring yet. Valid until the next change.</summary>
    public static ReadOnlySpan<T> ItemsOrEmpty<T>(this EventTimeRing<T>? ring)
        where T : struct, ITimedItem => ring is null ? default : ring.Items;
}
