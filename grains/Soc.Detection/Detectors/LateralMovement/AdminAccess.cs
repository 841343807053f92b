namespace Soc.Detection.Detectors.LateralMovement;

/// <summary>Ways to work on another machine.</summary>
[Flags]
public enum AdminAccess
{
    None = 0,

    /// <summary>Shares and what goes over them.</summary>
    Smb = 1,
    Rdp = 2,
    WinRm = 4,
    Ssh = 8,
    Rpc = 16,
    Vnc = 32,

    /// <summary>A sign-in seen on the wire (Kerberos, NTLM).</summary>
    Logon = 64,

    /// <summary>A share for administrators (<c>ADMIN$</c>, <c>C$</c>).</summary>
    AdminShare = 128,

    /// <summary>What programs are started with on another machine over SMB: the service manager's pipe and the like.</summary>
    RemoteExecution = 256,
}
