namespace Soc.Gateway.Ingest.Hec;

/// <summary>What a body of envelopes held.</summary>
/// <param name="Records">In order, the bad ones with their defect.</param>
/// <param name="Error">Reply of the first defect, or null when all are well.</param>
internal sealed record HecEnvelopes(List<IngestRecord> Records, HecReply? Error);
