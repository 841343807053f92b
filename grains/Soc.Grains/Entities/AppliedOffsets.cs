namespace Soc.Grains.Entities;

/// <summary>Per log partition, the last offset applied: a batch delivered again is recognised by it. Bounded by the number of partitions.</summary>
[GenerateSerializer, Alias("soc.AppliedOffsets")]
public sealed class AppliedOffsets
{
    [Id(0)]
    private PartitionOffset[] _offsets = [];

    /// <summary>True, and remembered, when the offset is above what was applied; false when it was applied before.</summary>
    public bool TryAdvance(int partition, long offset)
    {
        for (var i = 0; i < _offsets.Length; i++)
        {
            if (_offsets[i].Partition != partition)
            {
                continue;
            }

            if (offset <= _offsets[i].Offset)
            {
                return false;
            }

            _offsets[i].Offset = offset;
            return true;
        }

        _offsets = [.. _offsets, new PartitionOffset(partition, offset)];
        return true;
    }

    /// <summary>Last offset applied of a partition, -1 when none.</summary>
    public long Of(int partition)
    {
        foreach (var applied in _offsets)
        {
            if (applied.Partition == partition)
            {
                return applied.Offset;
            }
        }

        return -1;
    }
}
