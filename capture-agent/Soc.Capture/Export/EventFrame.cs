using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>The parts that all events of the wire have.</summary>
/// <param name="ids">Ids of this run.</param>
/// <param name="sensor">Name of this sensor, as the events' reporter.</param>
internal sealed class EventFrame(EventIds ids, string sensor, Stations stations, NameCache names)
{
    /// <summary>Source of all events from here.</summary>
    public const string Source = "capture";

    /// <summary>Stands where the client will: the receiver knows him from the credential.</summary>
    private const string NoClient = "-";

    private const long NsPerMs = 1_000_000;

    /// <summary>An event of a flow, with its ends as originator and responder.</summary>
    public SecurityEvent Of(EventClass eventClass, int activity, long atNs, string kind, Flow flow, in EventParts parts, bool isTurned = false)
    {
        var vlan = flow.OuterVlan;
        var (from, fromPort, to, toPort) = isTurned
            ? (flow.Responder, flow.ResponderPort, flow.Originator, flow.OriginatorPort)
            : (flow.Originator, flow.OriginatorPort, flow.Responder, flow.ResponderPort);
        var (device, other) = (stations.At(vlan, from), stations.At(vlan, to));
        return Of(eventClass, activity, atNs, kind, End(from, fromPort, name: null, device), End(to, toPort, isTurned ? null : flow.ResponderName, other), device, parts);
    }

    /// <summary>An event that is nobody's flow.</summary>
    public SecurityEvent Of(
        EventClass eventClass, int activity, long atNs, string kind, EndpointSection? src, EndpointSection? dst, DeviceSection? device, in EventParts parts) => new()
    {
        Id = ids.Next(),
        Client = NoClient,
        Class = eventClass,
        ActivityId = activity,
        TimeMs = atNs / NsPerMs,
        ReceivedMs = atNs / NsPerMs,
        Source = Source,
        SourceKind = kind,
        Reporter = sensor,
        Src = src,
        Dst = dst,
        Device = parts is { UserAgent: null, ClientSoftware: null } ? device
            : (device ?? new DeviceSection()) with { UserAgent = parts.UserAgent, Client = parts.ClientSoftware },
        Status = parts.Status,
        StatusCode = parts.StatusCode,
        Message = parts.Message,
        User = parts.User,
        Auth = parts.Auth,
        Traffic = parts.Traffic,
        Http = parts.Http,
        Dns = parts.Dns,
        Tls = parts.Tls,
        File = parts.File,
        Dhcp = parts.Dhcp,
    };

    private EndpointSection End(NetAddress address, ushort port, string? name, DeviceSection? station) => new()
    {
        Ip = stations.TextOf(address),
        Port = port,
        Hostname = name ?? station?.Hostname ?? names.Find(address),
        Mac = station?.Mac,
    };
}
