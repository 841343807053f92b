using System.Text;
using Soc.Model.Events;
using Soc.Model.Ocsf;
using Soc.Simulator.Estate;

namespace Soc.Simulator.Wire;

/// <summary>What a capture agent says of a network: OCSF JSON lines, as its own writer writes them.</summary>
public static class Capture
{
    private const string Source = "capture";
    private const string Sourcetype = "soc:capture";
    private const int Tcp = 6;
    private const int Lateral = 3;
    private const int Outbound = 2;

    /// <summary>A machine is seen with its address.</summary>
    public static RawRecord Station(Machine machine, long atMs, bool isNamed = true) =>
        Line(machine, atMs, Of(machine, atMs, EventClass.DeviceInventory, Activity.Inventory.Collect, "arp", isNamed));

    /// <summary>A machine is given its address.</summary>
    public static RawRecord Lease(Machine machine, long atMs, string vendorClass) =>
        Line(machine, atMs, Of(machine, atMs, EventClass.DhcpActivity, Activity.Dhcp.Ack, "dhcp") with
        {
            Status = EventStatus.Success,
            Dhcp = new DhcpSection { AssignedIp = machine.Ip, VendorClass = vendorClass, ParameterList = "1,3,6,15,28", LeaseSeconds = 28_800, Messages = "DISCOVER OFFER REQUEST ACK" },
        });

    /// <summary>A connection that has ended, or did not come about.</summary>
    public static RawRecord Flow(Machine machine, long atMs, FlowOf flow)
    {
        var cameAbout = flow.State is "SF";
        return Line(machine, atMs, Of(machine, atMs, EventClass.NetworkActivity, ActivityOf(flow), "flow") with
        {
            Status = cameAbout ? EventStatus.Success : EventStatus.Failure,
            Src = new EndpointSection { Ip = machine.Ip, Port = flow.SourcePort, Hostname = machine.Hostname, Mac = machine.Mac },
            Dst = new EndpointSection { Ip = flow.Ip, Port = flow.Port, Hostname = flow.Host },
            Traffic = new TrafficSection
            {
                BytesOut = flow.BytesOut,
                BytesIn = flow.BytesIn,
                PacketsOut = 1 + (flow.BytesOut / 1_400),
                PacketsIn = cameAbout ? 1 + (flow.BytesIn / 1_400) : 0,
                ProtocolNumber = Tcp,
                Application = flow.Port == 443 ? "tls" : null,
                DirectionId = flow.Ip.StartsWith("10.", StringComparison.Ordinal) ? Lateral : Outbound,
                State = flow.State,
                History = cameAbout ? "ShADadFf" : flow.State is "REJ" ? "Sr" : "S",
                DurationMs = cameAbout ? flow.Seconds * 1_000L : 0,
            },
        });
    }

    /// <summary>A file is read on a share.</summary>
    public static RawRecord FileRead(Machine machine, long atMs, string serverIp, string share, string path, long bytes, string domain, string user) =>
        Line(machine, atMs, Of(machine, atMs, EventClass.SmbActivity, Activity.Smb.Open, "smb_file") with
        {
            Status = EventStatus.Success,
            User = new UserIdentity { Name = user, Domain = domain },
            Src = new EndpointSection { Ip = machine.Ip, Port = 50_412, Hostname = machine.Hostname, Mac = machine.Mac },
            Dst = new EndpointSection { Ip = serverIp, Port = 445 },
            File = new FileSection { Name = path[(path.LastIndexOf('\\') + 1)..], Path = path, Share = share, Operation = "read", BytesRead = bytes, SizeBytes = bytes },
        });

    private static int ActivityOf(FlowOf flow) => flow.State switch
    {
        "SF" => Activity.Network.Close,
        "REJ" => Activity.Network.Refuse,
        _ => Activity.Network.Fail,
    };

    // The client stands for nothing here: the gateway knows him from the token, as it does with an agent.
    private static SecurityEvent Of(Machine machine, long atMs, EventClass kind, int activity, string name, bool isNamed = true) => new()
    {
        Id = default,
        Client = "-",
        Class = kind,
        ActivityId = activity,
        TimeMs = atMs,
        ReceivedMs = atMs,
        Source = Source,
        SourceKind = name,
        Reporter = machine.Sensor,
        Device = new DeviceSection { Uid = machine.Mac, Mac = machine.Mac, Hostname = isNamed ? machine.Hostname : null },
        Src = new EndpointSection { Ip = machine.Ip, Mac = machine.Mac, Hostname = isNamed ? machine.Hostname : null },
    };

    private static RawRecord Line(Machine machine, long atMs, SecurityEvent e)
    {
        // An agent numbers its events; here what they say tells them apart.
        var id = EventId.FromContent("-", machine.Sensor ?? Source, OcsfWriter.ToUtf8(e));
        return new RawRecord(atMs, machine.Company.Client, Sourcetype, Encoding.UTF8.GetString(OcsfWriter.ToUtf8(e with { Id = id })));
    }
}
