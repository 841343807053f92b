using System.Text.Json;
using Soc.Parsing.Json;
using Soc.Parsing.Sources.EntraSignIn;

namespace Soc.Parsing.Sources.EntraAudit;

/// <summary>Microsoft Entra ID directory audit.</summary>
public sealed class EntraAuditParser : JsonSourceParser
{
    public override string Id => EntraAuditMap.SourceId;

    public override int Recognise(ReadOnlySpan<byte> record)
    {
        var json = JsonFrame.Prefix(record);
        if (json.IsEmpty)
        {
            return 0;
        }

        var hasActivity = JsonFrame.Has(json, "\"activityDisplayName\""u8) || JsonFrame.Has(json, "\"ActivityDisplayName\""u8);
        var hasParties = JsonFrame.Has(json, "\"initiatedBy\""u8) || JsonFrame.Has(json, "\"InitiatedBy\""u8)
            || JsonFrame.Has(json, "\"targetResources\""u8) || JsonFrame.Has(json, "\"TargetResources\""u8);
        return (hasActivity, hasParties) switch
        {
            (true, true) => 92,
            (true, false) => 60,
            _ => JsonFrame.Has(json, "\"AuditLogs\""u8) ? 70 : 0,
        };
    }

    protected override bool IsEnvelope(ReadOnlySpan<byte> propertyName) => EntraElement.IsEnvelope(propertyName);

    protected override ElementResult ReadElement(ref Utf8JsonReader reader, scoped in ElementScope scope) => EntraElement.Read(ref reader, scope);
}
