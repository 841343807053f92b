namespace Soc.Grains.Placement;

/// <inheritdoc cref="LiveWhereCalledAttribute"/>
[GenerateSerializer, Immutable, Alias("soc.LiveWhereCalled")]
public sealed class LiveWhereCalled : PlacementStrategy;
