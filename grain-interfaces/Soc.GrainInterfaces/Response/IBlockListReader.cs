using Orleans;
using Orleans.Concurrency;

namespace Soc.GrainInterfaces.Response;

/// <summary>Somebody with a copy of block lists (a gateway), as their grains call him.</summary>
[Alias(WireNames.BlockListReader)]
public interface IBlockListReader : IGrainObserver
{
    /// <summary>The client's list changed. A hint that may be lost: the reader asks every second as well.</summary>
    [Alias("changed"), OneWay]
    ValueTask ChangedAsync(string client);
}
