namespace Soc.Parsing.Sources.PanOs;

/// <summary>
/// Which column is which field, by type of log (PAN-OS administrator's guide, "Syslog Field Descriptions"). Newer versions only add columns
/// at the end, so a table reads as many as it knows and a line has.
/// </summary>
internal static class PanColumns
{
    private const PanField No = PanField.None;

    public static ReadOnlySpan<PanField> For(PanType type) => type switch
    {
        PanType.Traffic => Traffic,
        PanType.Threat => Threat,
        PanType.Decryption => Connection,
        PanType.GlobalProtect => GlobalProtect,
        PanType.UserId => UserId,
        PanType.HipMatch => HipMatch,
        PanType.Authentication => Authentication,
        PanType.System => System,
        _ => default,
    };

    /// <summary>Columns 7–30, shared by TRAFFIC, THREAT and DECRYPTION.</summary>
    private static ReadOnlySpan<PanField> Connection =>
    [
        No, PanField.ReceiveTime, PanField.Serial, PanField.Type, PanField.Subtype, No, PanField.GeneratedTime,
        PanField.Source, PanField.Destination, PanField.SourceNat, PanField.DestinationNat, PanField.Rule, PanField.SourceUser, PanField.DestinationUser,
        PanField.Application, No, PanField.SourceZone, PanField.DestinationZone, No, No, No, No, PanField.SessionId, No,
        PanField.SourcePort, PanField.DestinationPort, No, No, No, PanField.Protocol, PanField.Action,
    ];

    private static ReadOnlySpan<PanField> Traffic =>
    [
        No, PanField.ReceiveTime, PanField.Serial, PanField.Type, PanField.Subtype, No, PanField.GeneratedTime,
        PanField.Source, PanField.Destination, PanField.SourceNat, PanField.DestinationNat, PanField.Rule, PanField.SourceUser, PanField.DestinationUser,
        PanField.Application, No, PanField.SourceZone, PanField.DestinationZone, No, No, No, No, PanField.SessionId, No,
        PanField.SourcePort, PanField.DestinationPort, No, No, No, PanField.Protocol, PanField.Action,
        No, PanField.BytesSent, PanField.BytesReceived, No, No, PanField.Elapsed, PanField.Category, No, PanField.Sequence, No,
        PanField.SourceRegion, PanField.DestinationRegion, No, PanField.PacketsSent, PanField.PacketsReceived, PanField.EndReason,
        No, No, No, No, No, PanField.DeviceName,
        No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No, No,
        PanField.SourceHost, PanField.SourceMac,
    ];

    private static ReadOnlySpan<PanField> Threat =>
    [
        No, PanField.ReceiveTime, PanField.Serial, PanField.Type, PanField.Subtype, No, PanField.GeneratedTime,
        PanField.Source, PanField.Destination, PanField.SourceNat, PanField.DestinationNat, PanField.Rule, PanField.SourceUser, PanField.DestinationUser,
        PanField.Application, No, PanField.SourceZone, PanField.DestinationZone, No, No, No, No, PanField.SessionId, No,
        PanField.SourcePort, PanField.DestinationPort, No, No, No, PanField.Protocol, PanField.Action,
        PanField.Subject, PanField.ThreatId, PanField.Category, PanField.Severity, PanField.Direction, PanField.Sequence, No,
        PanField.SourceRegion, PanField.DestinationRegion, No, No, No, No, No, No, PanField.UserAgent, No, No, No, No, No, No, No,
        No, No, No, No, No, PanField.DeviceName, No, No, No, PanField.HttpMethod,
    ];

    private static ReadOnlySpan<PanField> GlobalProtect =>
    [
        No, PanField.ReceiveTime, PanField.Serial, PanField.Type, PanField.Subtype, No, PanField.GeneratedTime,
        No, PanField.EventId, PanField.Stage, PanField.AuthMethod, PanField.TunnelType, PanField.SourceUser, PanField.SourceRegion,
        PanField.MachineName, PanField.PublicIp, PanField.PublicIpv6, PanField.PrivateIp, PanField.PrivateIpv6, PanField.HostId,
        PanField.EndpointSerial, PanField.ClientVersion, PanField.ClientOs, PanField.ClientOsVersion, No, PanField.Reason, PanField.Error,
        PanField.Description, PanField.Status, No, PanField.LoginDuration, No, No, PanField.Portal, PanField.Sequence, No, No,
        No, No, No, No, PanField.Gateway, No, No, No, No, No, PanField.DeviceName,
    ];

    private static ReadOnlySpan<PanField> UserId =>
    [
        No, PanField.ReceiveTime, PanField.Serial, PanField.Type, PanField.Subtype, No, PanField.GeneratedTime,
        No, PanField.Ip, PanField.User, PanField.DataSourceName, No, No, No, No, No, PanField.DataSource, No, PanField.Sequence, No,
        No, No, No, No, No, PanField.DeviceName, No, PanField.FactorType,
    ];

    private static ReadOnlySpan<PanField> HipMatch =>
    [
        No, PanField.ReceiveTime, PanField.Serial, PanField.Type, PanField.Subtype, No, PanField.GeneratedTime,
        PanField.User, No, PanField.MachineName, PanField.Os, PanField.Ip, PanField.MatchName, No, No, No, No, PanField.Sequence, No,
        No, No, No, No, No, PanField.DeviceName, No, PanField.Ipv6, PanField.HostId, PanField.EndpointSerial, PanField.Mac,
    ];

    private static ReadOnlySpan<PanField> Authentication =>
    [
        No, PanField.ReceiveTime, PanField.Serial, PanField.Type, PanField.Subtype, No, PanField.GeneratedTime,
        No, PanField.Ip, PanField.User, PanField.NormalizedUser, No, PanField.AuthPolicy, No, No, No, No, PanField.ServerProfile,
        PanField.Description, No, PanField.AuthEvent, PanField.FactorNumber, PanField.Sequence, No, No, No, No, No, No, PanField.DeviceName, No,
        PanField.AuthProtocol,
    ];

    private static ReadOnlySpan<PanField> System =>
    [
        No, PanField.ReceiveTime, PanField.Serial, PanField.Type, PanField.Subtype, No, PanField.GeneratedTime,
        No, PanField.EventId, PanField.Portal, No, No, No, PanField.Severity, PanField.Description, PanField.Sequence, No,
        No, No, No, No, No, PanField.DeviceName,
    ];
}
