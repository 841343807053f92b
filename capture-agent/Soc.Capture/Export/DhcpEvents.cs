using Soc.Capture.Flows;
using Soc.Capture.Protocols.Dhcp;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>Leases, as far as one flow shows them.</summary>
internal static class DhcpEvents
{
    public static SecurityEvent Of(EventFrame frame, Stations stations, Flow flow, DhcpExchange dhcp)
    {
        var newest = dhcp.Steps.IsEmpty ? DhcpMessageType.None : dhcp.Steps[^1].Type;
        var ip = (dhcp.IsAcknowledged ? dhcp.AssignedAddress : null) ?? dhcp.ClientAddress;
        var device = dhcp.Mac is { } mac ? stations.Of(mac) : null;

        // By the server's word or, where it is silent, by where its answers come from.
        var isAnswer = newest is DhcpMessageType.Offer or DhcpMessageType.Ack or DhcpMessageType.Nak;
        var server = dhcp.ServerAddress?.ToString();
        var activity = newest is > DhcpMessageType.None and <= DhcpMessageType.Inform ? (int)newest : Activity.Other;
        var src = new EndpointSection { Ip = ip?.ToString(), Mac = device?.Mac, Hostname = dhcp.HostName ?? dhcp.ClientFqdn };
        var dst = server is null && !isAnswer ? null : new EndpointSection { Ip = server, Mac = MacOfServer(flow, isAnswer), Hostname = null };
        return frame.Of(EventClass.DhcpActivity, activity, dhcp.AtNs, "dhcp", src, dst, device, new EventParts
        {
            Status = newest switch { DhcpMessageType.Nak or DhcpMessageType.Decline => EventStatus.Failure, DhcpMessageType.Ack => EventStatus.Success, _ => EventStatus.Unknown },
            Message = dhcp.ServerMessage ?? dhcp.ClientMessage,
            Dhcp = new DhcpSection
            {
                AssignedIp = dhcp.AssignedAddress?.ToString(),
                RequestedIp = dhcp.RequestedAddress?.ToString(),
                ServerIp = server,
                VendorClass = dhcp.VendorClass,
                ParameterList = dhcp.ParameterRequests,
                LeaseSeconds = dhcp.LeaseSeconds ?? 0,
                Messages = dhcp.Steps.IsEmpty ? null : string.Join(' ', dhcp.Steps.Select(s => s.Type.ToString().ToUpperInvariant())),
            },
        });
    }

    private static string? MacOfServer(Flow flow, bool isAnswer)
    {
        const ushort serverPort = 67;
        return !isAnswer ? null
            : flow.OriginatorPort == serverPort ? flow.OriginatorMac.ToString()
            : flow.ResponderPort == serverPort && flow.ResponderPackets > 0 ? flow.ResponderMac.ToString()
            : null;
    }
}
