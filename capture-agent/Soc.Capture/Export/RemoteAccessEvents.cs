using Soc.Capture.Flows;
using Soc.Capture.Protocols.Rdp;
using Soc.Capture.Protocols.Ssh;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>The begin of a remote session: who speaks which software, as far as it is in clear.</summary>
internal static class RemoteAccessEvents
{
    public static SecurityEvent Of(EventFrame frame, Flow flow, SshConnection ssh)
    {
        var e = frame.Of(EventClass.SshActivity, Activity.Network.Open, ssh.AtNs, "ssh", flow);
        return e with
        {
            Message = ssh.Server is { } server ? $"The server is {server.Software}." : null,
            Device = ssh.Client is { } client ? (e.Device ?? new DeviceSection()) with { Client = client.Software } : e.Device,
        };
    }

    public static SecurityEvent Of(EventFrame frame, Flow flow, RdpConnection rdp)
    {
        var e = frame.Of(EventClass.RdpActivity, Activity.Network.Open, rdp.AtNs, "rdp", flow);
        return e with
        {
            Status = rdp.FailureCode is null ? rdp.Selected is null ? EventStatus.Unknown : EventStatus.Success : EventStatus.Failure,
            StatusCode = rdp.FailureName,
            Message = rdp.Cookie is { Length: > 0 } cookie ? $"The client gives the name {cookie}." : null,
            Device = rdp.ClientInfo is null ? e.Device : (e.Device ?? new DeviceSection()) with { Client = "RDP client " + rdp.ClientInfo.Name },
        };
    }
}
