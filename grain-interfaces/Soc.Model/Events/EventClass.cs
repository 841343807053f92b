namespace Soc.Model.Events;

/// <summary>OCSF 1.8 class ids (class_uid) that the engine produces or reads.</summary>
public enum EventClass
{
    /// <summary>Class 0, what no class fits.</summary>
    Base = 0,
    /// <summary>3001 Account Change.</summary>
    AccountChange = 3001,
    /// <summary>3002 Authentication.</summary>
    Authentication = 3002,
    /// <summary>3003 Authorize Session.</summary>
    AuthorizeSession = 3003,
    /// <summary>3004 Entity Management.</summary>
    EntityManagement = 3004,
    /// <summary>3006 Group Management.</summary>
    GroupManagement = 3006,
    /// <summary>4001 Network Activity.</summary>
    NetworkActivity = 4001,
    /// <summary>4002 HTTP Activity.</summary>
    HttpActivity = 4002,
    /// <summary>4003 DNS Activity.</summary>
    DnsActivity = 4003,
    /// <summary>4004 DHCP Activity.</summary>
    DhcpActivity = 4004,
    /// <summary>4005 RDP Activity.</summary>
    RdpActivity = 4005,

    /// <summary>4006 SMB Activity.</summary>
    SmbActivity = 4006,
    /// <summary>4007 SSH Activity.</summary>
    SshActivity = 4007,

    /// <summary>4014 Tunnel Activity: VPN sessions.</summary>
    TunnelActivity = 4014,
    /// <summary>2004 Detection Finding: an alert of another product.</summary>
    DetectionFinding = 2004,
    /// <summary>2005 Incident Finding.</summary>
    IncidentFinding = 2005,
    /// <summary>5001 Device Inventory Info.</summary>
    DeviceInventory = 5001,
    /// <summary>6002 Application Lifecycle: a product's own system messages.</summary>
    ApplicationLifecycle = 6002,
    /// <summary>6006 File Hosting Activity.</summary>
    FileHosting = 6006,
}
