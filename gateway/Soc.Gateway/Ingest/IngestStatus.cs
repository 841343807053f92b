namespace Soc.Gateway.Ingest;

/// <summary>What became of one request.</summary>
public enum IngestStatus
{
    /// <summary>Durable: may be acknowledged.</summary>
    Accepted = 1,
    /// <summary>Nothing was accepted: the client does not exist.</summary>
    UnknownClient = 2,
    /// <summary>Nothing was accepted: try again later.</summary>
    Busy = 3,
    /// <summary>Nothing was accepted: the disk is full or failed; the message says what to do.</summary>
    Unavailable = 4,
}
