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
        return frame.Of(EventClass.SshActivity, Activity.Network.Open, ssh.AtNs, "ssh", flow, new EventParts
        {
            Message = ssh.Server is { } server ? $"The server is {server.Software}." : null,
            ClientSoftware = ssh.Client?.Software,
        });
    }

    public static SecurityEvent Of(EventFrame frame, Flow flow, RdpConnection rdp)
    {
        return frame.Of(EventClass.RdpActivity, Activity.Network.Open, rdp.AtNs, "rdp", flow, new EventParts
        {
            Status = rdp.FailureCode is null ? rdp.Selected is null ? EventStatus.Unknown : EventStatus.Success : EventStatus.Failure,
            StatusCode = rdp.FailureName,
            Message = rdp.Cookie is { Length: > 0 } cookie ? $"The client gives the name {cookie}." : null,
            ClientSoftware = rdp.ClientInfo is null ? null : "RDP client " + rdp.ClientInfo.Name,
        });
    }
}
