using System.Text.Json;
using Soc.Parsing.Json;
using Soc.Parsing.Sources.EntraAudit;

namespace Soc.Parsing.Sources.EntraSignIn;

/// <summary>
/// One record of either Entra log. An Event Hub mixes the categories in one envelope and one sourcetype, so each parser reads both,
/// and the event says which it was.
/// </summary>
internal static class EntraElement
{
    public static ElementResult Read(ref Utf8JsonReader reader, scoped in ElementScope scope)
    {
        var record = new EntraRecord { ZoneOffsetMinutes = scope.Context.ZoneOffsetMinutes };
        EntraReader.Read(ref reader, ref record);
        var kind = KindOf(in record);
        return kind switch
        {
            EntraKind.Unknown => ElementResult.Malformed(JsonReasons.UnknownShape),
            EntraKind.Other => ElementResult.Skipped("other_category"),
            EntraKind.Audit => EntraAuditMap.Map(in record, scope, scope.Bytes(ref reader)),
            _ => EntraSignInMap.Map(in record, kind, scope, scope.Bytes(ref reader)),
        };
    }

    /// <summary>True for the list of an envelope: diagnostic "records", Graph "value", Event Hub "body".</summary>
    public static bool IsEnvelope(ReadOnlySpan<byte> name) => name.SequenceEqual("records"u8) || name.SequenceEqual("value"u8) || name.SequenceEqual("body"u8);

    private static EntraKind KindOf(ref readonly EntraRecord r)
    {
        if (r.Category is not (EntraKind.Unknown or EntraKind.Other))
        {
            // A category alone is no event: there must be somebody, or something to find it again by.
            return (r.UserId ?? r.UserPrincipalName ?? r.ServicePrincipalId ?? r.AppId ?? r.Id ?? r.Ip ?? r.Activity ?? r.OperationName) is null ? EntraKind.Unknown : r.Category;
        }

        if (r.Activity is not null && (r.HasTargets || !r.Initiator.IsEmpty))
        {
            return EntraKind.Audit;
        }

        if (r.EventType != EntraKind.Unknown)
        {
            return r.EventType == EntraKind.NonInteractive && r.ServicePrincipalId is not null && r.UserId is null ? EntraKind.ServicePrincipal : r.EventType;
        }

        var isGraphSignIn = r.Category == EntraKind.Unknown && r.CreatedTime.State != JsonTimeState.Absent
            && (r.HasErrorCode || r.AppId is not null) && (r.UserId ?? r.UserPrincipalName ?? r.ServicePrincipalId) is not null;
        return isGraphSignIn
            ? (r.UserId ?? r.UserPrincipalName) is null ? EntraKind.ServicePrincipal
                : r.IsInteractive == false ? EntraKind.NonInteractive
                : EntraKind.Interactive
            : r.Category;
    }
}
