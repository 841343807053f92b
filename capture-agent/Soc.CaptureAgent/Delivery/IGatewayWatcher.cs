using Soc.CaptureAgent.Enrolment;
using Soc.SensorProtocol;

namespace Soc.CaptureAgent.Delivery;

/// <summary>What the connection asks of the rest of the agent, and tells it.</summary>
internal interface IGatewayWatcher
{
    Hello Hello();

    Heartbeat Heartbeat();

    void Configured(SensorIdentity identity, Configuration configuration);

    void Commanded(SensorIdentity identity, SignedCommand command);
}
