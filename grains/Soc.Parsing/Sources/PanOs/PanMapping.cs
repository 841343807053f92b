using Soc.Parsing.Mapping;

namespace Soc.Parsing.Sources.PanOs;

/// <summary>Hands a record to the mapping of its type.</summary>
internal static class PanMapping
{
    public static ParseResult Map(in PanRecord record) => record.Type switch
    {
        PanType.GlobalProtect => PanGlobalProtect.Map(record),
        PanType.Traffic or PanType.Decryption => PanNetwork.MapTraffic(record),
        PanType.Threat => PanNetwork.MapThreat(record),
        PanType.UserId => PanIdentity.MapUserId(record),
        PanType.Authentication => PanIdentity.MapAuthentication(record),
        PanType.HipMatch => PanIdentity.MapHipMatch(record),
        PanType.System => PanSystem.Map(record),
        PanType.Config => ParseResult.Skipped(Reasons.ConfigurationEvent),
        _ => ParseResult.Skipped(Reasons.UnmappedType),
    };
}
