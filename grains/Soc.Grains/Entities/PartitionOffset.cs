using System.Runtime.InteropServices;

namespace Soc.Grains.Entities;

/// <summary>The last offset of a log partition that an entity applied.</summary>
[GenerateSerializer, Alias("soc.PartitionOffset"), StructLayout(LayoutKind.Auto)]
public record struct PartitionOffset([property: Id(0)] int Partition, [property: Id(1)] long Offset);
