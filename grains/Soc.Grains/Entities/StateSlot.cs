namespace Soc.Grains.Entities;

/// <summary>The serialised state of one detector: framed apart, so that a detector that is gone or changed costs only its own state.</summary>
[GenerateSerializer, Immutable, Alias("soc.StateSlot")]
public sealed record StateSlot([property: Id(0)] string Detector, [property: Id(1)] byte[] State);
