using Orleans.Placement;

namespace Soc.Grains.Placement;

/// <summary>An entity lives on the silo that calls it first: the one that reads its partition, and then hands events over without a message.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LiveWhereCalledAttribute() : PlacementAttribute(new LiveWhereCalled());
