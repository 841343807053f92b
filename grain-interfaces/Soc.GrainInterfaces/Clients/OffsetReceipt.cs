using Orleans;
using Soc.Model.Ingest;

namespace Soc.GrainInterfaces.Clients;

/// <summary>A receipt with its place in the log.</summary>
[GenerateSerializer, Immutable, Alias("soc.OffsetReceipt")]
public sealed record OffsetReceipt(
    [property: Id(0)] long Offset,
    [property: Id(1)] IngestReceipt Receipt);
