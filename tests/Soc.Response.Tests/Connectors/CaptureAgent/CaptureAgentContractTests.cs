using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Connectors.CaptureAgent;
using Soc.Response.Tests.Connectors.Contract;

namespace Soc.Response.Tests.Connectors.CaptureAgent;

/// <summary>What every connector keeps, with one capture agent.</summary>
public sealed class CaptureAgentContractTests : ConnectorContract
{
    protected internal override string Id => "capture_agent";

    protected override ContainmentAction Action => ContainmentAction.IsolateDevice;

    protected override ContainmentTarget Target => new() { Kind = EntityKind.Device, Value = "ws-7", Mac = "02:00:00:00:00:07", Ip = "10.0.0.7" };

    protected override string Options => "{}";

    protected override string Right => "Soc__Capture__ResetsEnabled=true";

    protected override bool KnowsItsTargets => false;

    protected override bool SeesWhatOthersDid => false;

    internal override IFakeBackend MakeFake() => new FakeSensors(Time) { Sensors = { new SensorAtHand("s1", "hq", IsConnected: true, MayReset: true, 0) } };

    private protected override ConnectorContext MakeContext() => new(() => new HttpClientHandler(), Time) { SensorCommands = (FakeSensors)Backend };
}
