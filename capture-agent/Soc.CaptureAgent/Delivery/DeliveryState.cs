namespace Soc.CaptureAgent.Delivery;

/// <summary>How delivery stands, for figures and for people.</summary>
internal sealed class DeliveryState
{
    private long _batches;
    private long _retries;
    private long _refused;

    public long BatchesDelivered => Interlocked.Read(ref _batches);

    public long BatchesRetried => Interlocked.Read(ref _retries);

    /// <summary>Batches that the other end could not read, and that were given up.</summary>
    public long BatchesRefused => Interlocked.Read(ref _refused);

    /// <summary>Why nothing is delivered; null while it is.</summary>
    public string? Problem { get; set; }

    public void Delivered() => Interlocked.Increment(ref _batches);

    public void Retried() => Interlocked.Increment(ref _retries);

    public void Refused() => Interlocked.Increment(ref _refused);
}
