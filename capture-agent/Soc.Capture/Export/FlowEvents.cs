using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>A flow that has ended, or lasts.</summary>
internal static class FlowEvents
{
    private const long NsPerMs = 1_000_000;
    private static readonly string[] Names = [.. Enum.GetNames<FlowState>().Select(n => n.ToUpperInvariant())];

    public static SecurityEvent Of(EventFrame frame, Flow flow, FlowEnd why)
    {
        var isOngoing = why == FlowEnd.Ongoing;
        var state = flow.State;
        return frame.Of(EventClass.NetworkActivity, isOngoing ? Activity.Network.Traffic : ActivityOf(state), flow.LastNs, "flow", flow, new EventParts
        {
            Status = IsFailure(state) ? EventStatus.Failure : state == FlowState.Oth ? EventStatus.Unknown : EventStatus.Success,
            Traffic = new TrafficSection
            {
                BytesOut = flow.OriginatorPayloadBytes,
                BytesIn = flow.ResponderPayloadBytes,
                PacketsOut = flow.OriginatorPackets,
                PacketsIn = flow.ResponderPackets,
                ProtocolNumber = (int)flow.Protocol,
                Application = flow.Service,
                DirectionId = DirectionOf(flow),
                State = NameOf(state),
                History = flow.History is { Length: > 0 } history ? history : null,
                CommunityId = CommunityId.Of(flow),
                DurationMs = Math.Max(0, (flow.LastNs - flow.FirstNs) / NsPerMs),
                IsOngoing = isOngoing,
            },
        });
    }

    /// <summary>OCSF direction_id: 1 inbound, 2 outbound, 3 lateral; 0 between two that are both outside.</summary>
    public static int DirectionOf(Flow flow) => (AddressKinds.IsInside(flow.Originator), AddressKinds.IsInside(flow.Responder)) switch
    {
        (true, true) => 3,
        (true, false) => 2,
        (false, true) => 1,
        _ => 0,
    };

    private static string NameOf(FlowState state) => Names[(int)state];

    private static bool IsFailure(FlowState state) => state is FlowState.S0 or FlowState.Rej or FlowState.Rstos0 or FlowState.Sh;

    private static int ActivityOf(FlowState state) => state switch
    {
        FlowState.Rej => Activity.Network.Refuse,
        FlowState.S0 or FlowState.Sh or FlowState.Rstos0 => Activity.Network.Fail,
        FlowState.Rsto or FlowState.Rstr or FlowState.Rstrh => Activity.Network.Reset,
        _ => Activity.Network.Close,
    };
}
