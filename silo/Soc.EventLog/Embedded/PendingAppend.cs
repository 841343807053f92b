namespace Soc.EventLog.Embedded;

/// <summary>Payloads of one append to one partition, waiting to be durable.</summary>
internal sealed class PendingAppend(IReadOnlyList<byte[]> payloads)
{
    private readonly TaskCompletionSource _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<byte[]> Payloads { get; } = payloads;

    public long Bytes { get; } = payloads.Sum(p => (long)p.Length + RecordFormat.HeaderBytes);

    public Task Durable => _durable.Task;

    public void Complete() => _durable.TrySetResult();

    public void Fail(Exception reason) => _durable.TrySetException(reason);
}
