namespace Soc.Gateway.Ingest;

/// <summary>Limits of ingest, section <c>Soc:Ingest</c>.</summary>
public sealed class IngestOptions
{
    public const string Section = "Soc:Ingest";

    /// <summary>Longest body of a request as it comes over the wire, bytes.</summary>
    public int MaxBodyBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Longest body after decompression, bytes.</summary>
    public int MaxDecompressedBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Longest single record, bytes; a longer one goes to the dead-letter log and does not cost the others.</summary>
    public int MaxRecordBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Most bytes of request bodies held at once by all requests; above it the answer is "busy".</summary>
    public long MaxBufferedBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>Most ack channels remembered; the one unused longest is forgotten first.</summary>
    public int MaxAckChannels { get; set; } = 10_000;

    /// <summary>Most ack ids in one query.</summary>
    public int MaxAckIdsPerQuery { get; set; } = 10_000;

    /// <summary>A time this far ahead of the clock is not believed, seconds.</summary>
    public int MaxFutureSeconds { get; set; } = 300;
}
