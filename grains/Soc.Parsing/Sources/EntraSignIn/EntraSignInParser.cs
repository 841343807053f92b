using System.Text.Json;
using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.EntraSignIn;

/// <summary>Microsoft Entra ID sign-ins: interactive, non-interactive, service principal, managed identity.</summary>
public sealed class EntraSignInParser : JsonSourceParser
{
    public override string Id => EntraSignInMap.SourceId;

    public override int Recognise(ReadOnlySpan<byte> record)
    {
        var json = JsonFrame.Prefix(record);
        if (json.IsEmpty)
        {
            return 0;
        }

        if (json.IndexOf("SignInLogs\""u8) >= 0 || json.IndexOf("SigninLogs\""u8) >= 0)
        {
            return 95;
        }

        var hasUser = JsonFrame.Has(json, "\"userPrincipalName\""u8) || JsonFrame.Has(json, "\"servicePrincipalId\""u8);
        return hasUser && JsonFrame.Has(json, "\"createdDateTime\""u8) && JsonFrame.Has(json, "\"appDisplayName\""u8) && JsonFrame.Has(json, "\"ipAddress\""u8) ? 90 : 0;
    }

    protected override bool IsEnvelope(ReadOnlySpan<byte> propertyName) => EntraElement.IsEnvelope(propertyName);

    protected override ElementResult ReadElement(ref Utf8JsonReader reader, scoped in ElementScope scope) => EntraElement.Read(ref reader, scope);
}
