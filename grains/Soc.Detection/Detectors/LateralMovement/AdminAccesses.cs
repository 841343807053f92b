using Soc.Detection.Network;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Detectors.LateralMovement;

/// <summary>Tells the way of access from an event, and names ways for people.</summary>
internal static class AdminAccesses
{
    private const string CaptureSource = "capture";

    private static readonly string[] ExecutionNames = ["svcctl", "atsvc", "psexesvc", "remcom_communication", "paexec", "csexec"];

    private static readonly (AdminAccess Access, string Name, string Technique)[] All =
    [
        (AdminAccess.RemoteExecution, "remote execution over SMB", "T1569.002"),
        (AdminAccess.AdminShare, "administrators' shares", "T1021.002"),
        (AdminAccess.Rdp, "RDP", "T1021.001"),
        (AdminAccess.WinRm, "WinRM", "T1021.006"),
        (AdminAccess.Ssh, "SSH", "T1021.004"),
        (AdminAccess.Vnc, "VNC", "T1021.005"),
        (AdminAccess.Smb, "SMB", "T1021.002"),
        (AdminAccess.Rpc, "RPC", "T1021.003"),
        (AdminAccess.Logon, "sign-ins", "T1078.002"),
    ];

    /// <summary>Ways by which somebody works on a machine's desktop or command line.</summary>
    public const AdminAccess Interactive = AdminAccess.Rdp | AdminAccess.WinRm | AdminAccess.Ssh | AdminAccess.Vnc;

    /// <summary>The way of access from a device inside to a host inside that came about; None for everything else.</summary>
    public static AdminAccess Of(EnrichedEvent e)
    {
        if (e.Event.Dst?.Ip is null || e.Dst.Egress is not (EgressClass.Private or EgressClass.KnownEgress) || !ConnectionOutcome.IsFromInside(e))
        {
            return AdminAccess.None;
        }

        return e.Event.Class switch
        {
            EventClass.SmbActivity => OfSmb(e.Event.File),
            EventClass.RdpActivity => AdminAccess.Rdp,
            EventClass.SshActivity => AdminAccess.Ssh,
            EventClass.Authentication when string.Equals(e.Event.Source, CaptureSource, StringComparison.Ordinal) && e.Event.Status != EventStatus.Failure => AdminAccess.Logon,
            EventClass.NetworkActivity when ConnectionOutcome.CameAbout(e.Event) => OfPort(e.Event.Dst.Port),
            _ => AdminAccess.None,
        };
    }

    public static string Name(AdminAccess accesses) =>
        string.Join(", ", All.Where(a => accesses.HasFlag(a.Access)).Select(a => a.Name));

    public static string[] Techniques(AdminAccess accesses) =>
        [.. All.Where(a => accesses.HasFlag(a.Access)).Select(a => a.Technique).Distinct(StringComparer.Ordinal)];

    private static AdminAccess OfPort(int port) => port switch
    {
        445 or 139 => AdminAccess.Smb,
        3389 => AdminAccess.Rdp,
        5985 or 5986 => AdminAccess.WinRm,
        22 => AdminAccess.Ssh,
        135 => AdminAccess.Rpc,
        >= 5900 and <= 5903 => AdminAccess.Vnc,
        _ => AdminAccess.None,
    };

    private static AdminAccess OfSmb(FileSection? file)
    {
        if (file is null)
        {
            return AdminAccess.Smb;
        }

        var name = (file.Name ?? file.Path).AsSpan();
        name = name[(name.LastIndexOf('\\') + 1)..];
        foreach (var execution in ExecutionNames)
        {
            if (name.StartsWith(execution, StringComparison.OrdinalIgnoreCase))
            {
                return AdminAccess.RemoteExecution;
            }
        }

        var share = file.Share.AsSpan().TrimEnd('\\');
        share = share[(share.LastIndexOf('\\') + 1)..];
        return share.Equals("ADMIN$", StringComparison.OrdinalIgnoreCase) || (share.Length == 2 && share[1] == '$' && char.IsAsciiLetter(share[0]))
            ? AdminAccess.AdminShare
            : AdminAccess.Smb;
    }
}
