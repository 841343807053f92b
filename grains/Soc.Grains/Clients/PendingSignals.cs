using Soc.Model.Signals;

namespace Soc.Grains.Clients;

/// <summary>Signals of one caller, waiting to be stored.</summary>
internal sealed class PendingSignals(Signal[] signals)
{
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Signal[] Signals { get; } = signals;

    public Task Stored => _stored.Task;

    public void Complete() => _stored.SetResult();

    public void Fail(Exception reason) => _stored.SetException(reason);
}
