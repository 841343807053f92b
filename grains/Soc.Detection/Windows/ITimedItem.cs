using Soc.Model.Events;

namespace Soc.Detection.Windows;

/// <summary>What an <see cref="EventTimeRing{T}"/> keeps: a moment, and the event that it came from.</summary>
public interface ITimedItem
{
    /// <summary>Event time, ms since the epoch.</summary>
    long TimeMs { get; }

    /// <summary>Id of the event; the same event is kept once.</summary>
    EventId Id { get; }
}
