using Soc.Model.Events;

namespace Soc.Grains.Entities;

/// <summary>A step of a detector that threw.</summary>
/// <param name="Detector">Its id.</param>
/// <param name="Event">The event that it threw on.</param>
/// <param name="Reason">What it threw.</param>
public sealed record DetectorFailure(string Detector, EventId Event, Exception Reason);
