using System.Text.Json;
using Soc.Model.Events;
using Soc.Parsing.Json;
using Soc.Parsing.Sources.EntraAudit;

namespace Soc.Parsing.Sources.EntraSignIn;

/// <summary>One pass over an Entra object into an <see cref="EntraRecord"/>, whichever form it has.</summary>
internal static class EntraReader
{
    private static readonly JsonNames<EntraField> Fields = new();
    private static readonly JsonNames<DeviceField> DeviceFields = new();
    private static readonly JsonNames<LocationField> LocationFields = new(("country", LocationField.CountryOrRegion));
    private static readonly JsonNames<StepField> StepFields = new();
    private static readonly JsonNames<StatusField> StatusFields = new();
    private static readonly JsonNames<MfaField> MfaFields = new();

    private enum DeviceField
    {
        None = 0,
        DeviceId,
        DisplayName,
        OperatingSystem,
        Browser,
        IsManaged,
        IsCompliant,
    }

    private enum LocationField
    {
        None = 0,
        City,
        CountryOrRegion,
    }

    private enum StepField
    {
        None = 0,
        AuthenticationMethod,
        AuthenticationStepResultDetail,
        AuthenticationStepRequirement,
        Succeeded,
    }

    private enum StatusField
    {
        None = 0,
        ErrorCode,
        FailureReason,
        AdditionalDetails,
    }

    private enum MfaField
    {
        None = 0,
        AuthMethod,
    }

    public static void Read(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            var field = JsonRead.Field(ref reader, Fields);
            if (!ReadCommon(ref reader, ref r, field) && !ReadSignIn(ref reader, ref r, field) && !EntraAuditReader.Read(ref reader, ref r, field))
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    private static bool ReadCommon(ref Utf8JsonReader reader, ref EntraRecord r, EntraField field)
    {
        switch (field)
        {
            case EntraField.Properties: JsonRead.Object(ref reader, ref r, Read); break;
            case EntraField.Category or EntraField.Type: ReadCategory(ref reader, ref r); break;
            case EntraField.Time or EntraField.TimeGenerated: r.EnvelopeTime = JsonRead.Time(ref reader, r.ZoneOffsetMinutes); break;
            case EntraField.CreatedDateTime or EntraField.ActivityDateTime: r.CreatedTime = JsonRead.Time(ref reader, r.ZoneOffsetMinutes); break;
            case EntraField.Id: r.Id = JsonRead.Text(ref reader) ?? r.Id; break;
            case EntraField.CorrelationId: r.CorrelationId = JsonRead.Text(ref reader) ?? r.CorrelationId; break;
            case EntraField.TenantId: r.TenantId = JsonRead.Text(ref reader) ?? r.TenantId; break;
            case EntraField.AadTenantId: r.AadTenantId = JsonRead.Text(ref reader); break;
            case EntraField.OperationName: r.OperationName = JsonRead.Text(ref reader) ?? r.OperationName; break;
            case EntraField.CallerIpAddress: r.CallerIp = JsonRead.Address(ref reader, out r.CallerPort); break;
            case EntraField.UserAgent: r.UserAgent = JsonRead.Text(ref reader); break;
            case EntraField.Identity: ReadIdentity(ref reader, ref r); break;
            case EntraField.ResultType: ReadResultType(ref reader, ref r); break;
            case EntraField.ResultDescription or EntraField.ResultReason: r.ResultReason = JsonRead.Text(ref reader) ?? r.ResultReason; break;
            default: return false;
        }

        return true;
    }

    private static bool ReadSignIn(ref Utf8JsonReader reader, ref EntraRecord r, EntraField field)
    {
        switch (field)
        {
            case EntraField.UserId: r.UserId = JsonRead.Text(ref reader); break;
            case EntraField.UserPrincipalName: r.UserPrincipalName = JsonRead.Text(ref reader); break;
            case EntraField.UserDisplayName: r.UserDisplayName = JsonRead.Text(ref reader); break;
            case EntraField.SignInIdentifier: r.SignInIdentifier = JsonRead.Text(ref reader); break;
            case EntraField.ServicePrincipalId: r.ServicePrincipalId = JsonRead.Text(ref reader); break;
            case EntraField.ServicePrincipalName: r.ServicePrincipalName = JsonRead.Text(ref reader); break;
            case EntraField.AppId: r.AppId = JsonRead.Text(ref reader); break;
            case EntraField.AppDisplayName: r.AppDisplayName = JsonRead.Text(ref reader); break;
            case EntraField.ResourceDisplayName: r.ResourceDisplayName = JsonRead.Text(ref reader); break;
            case EntraField.IpAddress: r.Ip = JsonRead.Address(ref reader, out r.Port); break;
            case EntraField.ClientAppUsed: r.ClientApp = JsonRead.Text(ref reader); break;
            case EntraField.IsInteractive: r.IsInteractive = JsonRead.Flag(ref reader); break;
            case EntraField.SessionId: r.SessionId = JsonRead.Text(ref reader); break;
            case EntraField.UniqueTokenIdentifier: r.TokenId = JsonRead.Text(ref reader); break;
            case EntraField.RiskLevelDuringSignIn: r.RiskDuringSignIn = EntraWords.Risk(JsonRead.Utf8(ref reader)); break;
            case EntraField.RiskLevelAggregated: r.RiskAggregated = EntraWords.Risk(JsonRead.Utf8(ref reader)); break;
            case EntraField.AuthenticationProtocol: r.ProtocolId = EntraWords.ProtocolId(JsonRead.Utf8(ref reader)); break;
            case EntraField.AuthenticationRequirement: ReadRequirement(ref reader, ref r); break;
            case EntraField.SignInEventTypes: ReadEventTypes(ref reader, ref r); break;
            case EntraField.Location: ReadLocation(ref reader, ref r); break;
            case EntraField.LocationDetails: JsonRead.Object(ref reader, ref r, ReadLocationObject); break;
            case EntraField.DeviceDetail: JsonRead.Object(ref reader, ref r, ReadDevice); break;
            case EntraField.Status: JsonRead.Object(ref reader, ref r, ReadStatus); break;
            case EntraField.MfaDetail: JsonRead.Object(ref reader, ref r, ReadMfaDetail); break;
            case EntraField.AuthenticationDetails: JsonRead.Objects(ref reader, ref r, ReadStep); break;
            default: return false;
        }

        return true;
    }

    // Log Analytics names the table in "Type"; in the diagnostic form "type" does not occur at this level.
    private static void ReadCategory(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        var kind = EntraWords.Kind(JsonRead.Utf8(ref reader));
        if (r.Category is EntraKind.Unknown or EntraKind.Other && kind != EntraKind.Unknown)
        {
            r.Category = kind;
        }
    }

    // A display name as a string; in some exports the caller's token claims as an object.
    private static void ReadIdentity(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        r.HasIdentityField = true;
        r.Identity = JsonRead.Text(ref reader);
    }

    private static void ReadResultType(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        var text = JsonRead.Text(ref reader);
        r.ResultType = long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var code) ? code : null;
        r.Result ??= r.ResultType is null ? text : null;
    }

    private static void ReadRequirement(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        var word = JsonRead.Utf8(ref reader);
        r.RequiresMfa = word.StartsWith("multi"u8) ? true : word.StartsWith("single"u8) ? false : null;
    }

    private static void ReadEventTypes(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            reader.TrySkip();
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var kind = EntraWords.Kind(JsonRead.CurrentUtf8(ref reader));
            r.EventType = kind == EntraKind.Other ? r.EventType : kind;
        }
    }

    // An object in "properties", but a bare country code at the top level.
    private static void ReadLocation(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        var ahead = reader;
        if (ahead.Read() && ahead.TokenType == JsonTokenType.String && ahead.ValueSpan.Length == 2)
        {
            r.Country = JsonRead.Text(ref reader)?.ToUpperInvariant() ?? r.Country;
            return;
        }

        JsonRead.Object(ref reader, ref r, ReadLocationObject);
    }

    private static void ReadLocationObject(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            switch (JsonRead.Field(ref reader, LocationFields))
            {
                case LocationField.City: r.City = JsonRead.Text(ref reader); break;
                case LocationField.CountryOrRegion: r.Country = JsonRead.Text(ref reader)?.ToUpperInvariant() ?? r.Country; break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
    }

    private static void ReadDevice(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            switch (JsonRead.Field(ref reader, DeviceFields))
            {
                case DeviceField.DeviceId: r.DeviceId = JsonRead.Text(ref reader); break;
                case DeviceField.DisplayName: r.DeviceName = JsonRead.Text(ref reader); break;
                case DeviceField.OperatingSystem: r.OperatingSystem = JsonRead.Text(ref reader); break;
                case DeviceField.Browser: r.Browser = JsonRead.Text(ref reader); break;
                case DeviceField.IsManaged: r.IsManaged = JsonRead.Flag(ref reader); break;
                case DeviceField.IsCompliant: r.IsCompliant = JsonRead.Flag(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
    }

    private static void ReadStatus(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            switch (JsonRead.Field(ref reader, StatusFields))
            {
                case StatusField.ErrorCode:
                    var code = JsonRead.Number(ref reader);
                    (r.HasErrorCode, r.ErrorCode) = (code is not null, code ?? 0);
                    break;
                case StatusField.FailureReason: r.FailureReason = JsonRead.Text(ref reader); break;
                case StatusField.AdditionalDetails: r.MfaText |= EntraWords.MfaText(JsonRead.Utf8(ref reader)); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
    }

    private static void ReadMfaDetail(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            if (JsonRead.Field(ref reader, MfaFields) == MfaField.AuthMethod)
            {
                r.MfaDetailFactor = EntraWords.Factor(JsonRead.Utf8(ref reader));
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    private static void ReadStep(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        var factor = AuthFactor.None;
        var text = EntraMfaText.None;
        bool? succeeded = null;
        var isPrimary = false;
        var wasBefore = false;
        while (JsonRead.NextProperty(ref reader))
        {
            switch (JsonRead.Field(ref reader, StepFields))
            {
                case StepField.AuthenticationMethod:
                    var method = JsonRead.Utf8(ref reader);
                    wasBefore = method.StartsWith("Previously"u8);
                    factor = EntraWords.Factor(method);
                    break;
                case StepField.AuthenticationStepResultDetail: text = EntraWords.MfaText(JsonRead.Utf8(ref reader)); break;
                case StepField.AuthenticationStepRequirement: isPrimary = JsonRead.Utf8(ref reader).StartsWith("Primary"u8); break;
                case StepField.Succeeded: succeeded = JsonRead.Flag(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }

        r.MfaText |= text;
        if (wasBefore)
        {
            r.StepFromToken |= !isPrimary && succeeded != false;
        }
        else if (factor is AuthFactor.WebAuthn && succeeded == true)
        {
            (r.StrongPrimary, r.StepFactor) = (true, factor);
        }
        else if (!isPrimary && factor is not (AuthFactor.None or AuthFactor.Password))
        {
            r.StepFactor = factor;
            r.StepDone |= succeeded == true && text != EntraMfaText.FromToken;
        }
    }
}
