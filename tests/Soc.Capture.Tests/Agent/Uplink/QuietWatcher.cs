using Soc.CaptureAgent.Delivery;
using Soc.CaptureAgent.Enrolment;
using Soc.SensorProtocol;

namespace Soc.Capture.Tests.Agent.Uplink;

/// <summary>An agent of which there is nothing to say.</summary>
internal sealed class QuietWatcher : IGatewayWatcher
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The gateway said something, and it was taken.</summary>
    public Task Answered => _answered.Task;

    public Hello Hello() => new() { Version = "test" };

    public Heartbeat Heartbeat() => new();

    public void Configured(SensorIdentity identity, Configuration configuration) => _answered.TrySetResult();

    public void Commanded(SensorIdentity identity, SignedCommand command)
    {
        // It is only heard.
    }
}
