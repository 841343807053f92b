using Soc.Model.Events;

namespace Soc.Model.Ocsf;

/// <summary>What the writer and the reader must agree on. Attribute placement as in OCSF 1.8.0 (github.com/ocsf/ocsf-schema, Apache-2.0).</summary>
internal static class OcsfSchema
{
    public const string Version = "1.8.0";

    /// <summary>Stands in a required attribute that the event has no value for.</summary>
    public const string Placeholder = "Unknown";

    /// <summary>Object in "unmapped" with what OCSF has no place for.</summary>
    public const string Extension = "soc";

    public static bool IsFinding(EventClass c) => (int)c / 1000 == 2;

    public static bool IsNetwork(EventClass c) => (int)c / 1000 == 4;

    /// <summary>Classes with a "user" of their own; in the others the user acts, and is "actor.user".</summary>
    public static bool HasUser(EventClass c) =>
        c is EventClass.AccountChange or EventClass.Authentication or EventClass.AuthorizeSession or EventClass.GroupManagement or EventClass.TunnelActivity;

    public static bool HasSource(EventClass c) => (int)c / 1000 is 3 or 4 || c == EventClass.FileHosting;

    public static bool HasDestination(EventClass c) => c == EventClass.Authentication || IsNetwork(c) || c == EventClass.FileHosting;

    public static bool HasSession(EventClass c) => c is EventClass.Authentication or EventClass.AuthorizeSession or EventClass.TunnelActivity;

    public static string ClassName(EventClass c) => c switch
    {
        EventClass.AccountChange => "Account Change",
        EventClass.Authentication => "Authentication",
        EventClass.AuthorizeSession => "Authorize Session",
        EventClass.EntityManagement => "Entity Management",
        EventClass.GroupManagement => "Group Management",
        EventClass.NetworkActivity => "Network Activity",
        EventClass.HttpActivity => "HTTP Activity",
        EventClass.DnsActivity => "DNS Activity",
        EventClass.DhcpActivity => "DHCP Activity",
        EventClass.RdpActivity => "RDP Activity",
        EventClass.SmbActivity => "SMB Activity",
        EventClass.SshActivity => "SSH Activity",
        EventClass.TunnelActivity => "Tunnel Activity",
        EventClass.DetectionFinding => "Detection Finding",
        EventClass.IncidentFinding => "Incident Finding",
        EventClass.DeviceInventory => "Device Inventory Info",
        EventClass.ApplicationLifecycle => "Application Lifecycle",
        EventClass.FileHosting => "File Hosting Activity",
        _ => "Base Event",
    };

    public static string CategoryName(EventClass c) => ((int)c / 1000) switch
    {
        2 => "Findings",
        3 => "Identity & Access Management",
        4 => "Network Activity",
        5 => "Discovery",
        6 => "Application Activity",
        _ => "Uncategorized",
    };

    public static string StatusName(EventStatus s) => s switch
    {
        EventStatus.Success => "Success",
        EventStatus.Failure => "Failure",
        EventStatus.Other => "Other",
        _ => "Unknown",
    };

    /// <summary>OCSF action_id of an action as firewalls write it: 1 allowed, 2 denied, 99 another, 0 none.</summary>
    public static int ActionId(string? action) => action switch
    {
        null or "" => 0,
        "allow" or "allowed" or "accept" or "accepted" or "pass" or "passthrough" or "permit" or "permitted" => 1,
        _ when action.StartsWith("deny", StringComparison.Ordinal) || action.StartsWith("drop", StringComparison.Ordinal) || action.StartsWith("block", StringComparison.Ordinal)
            || action.StartsWith("reset", StringComparison.Ordinal) || action.StartsWith("reject", StringComparison.Ordinal) || action is "denied" => 2,
        _ => 99,
    };
}
