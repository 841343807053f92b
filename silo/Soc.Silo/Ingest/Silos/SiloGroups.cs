using System.Runtime.InteropServices;
using Orleans.Runtime;

namespace Soc.Silo.Ingest.Silos;

/// <summary>What is for other silos, by silo. Nothing is made while all is at home.</summary>
internal sealed class SiloGroups<T>
{
    private Dictionary<SiloAddress, List<T>>? _bySilo;

    public IEnumerable<KeyValuePair<SiloAddress, List<T>>> All => _bySilo ?? [];

    public void Add(SiloAddress silo, T item)
    {
        ref var there = ref CollectionsMarshal.GetValueRefOrAddDefault(_bySilo ??= [], silo, out _);
        (there ??= []).Add(item);
    }
}
