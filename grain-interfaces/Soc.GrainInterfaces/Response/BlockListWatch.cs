using Orleans;

namespace Soc.GrainInterfaces.Response;

/// <summary>Who has a copy of a block list, and which.</summary>
/// <param name="Reader">He is told of changes for a while, and asks again to go on.</param>
/// <param name="Version">What he has; -1 for nothing.</param>
[GenerateSerializer, Immutable, Alias("soc.BlockListWatch")]
public sealed record BlockListWatch([property: Id(0)] IBlockListReader Reader, [property: Id(1)] long Version);
