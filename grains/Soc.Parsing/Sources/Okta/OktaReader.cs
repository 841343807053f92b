using System.Text;
using System.Text.Json;
using Soc.Model.Events;
using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.Okta;

/// <summary>One pass over a System Log event.</summary>
internal static class OktaReader
{
    private static readonly JsonNames<Field> Fields = new();
    private static readonly JsonNames<PartyField> PartyFields = new();
    private static readonly JsonNames<ClientField> ClientFields = new();
    private static readonly JsonNames<DetailField> DetailFields = new();

    private enum Field
    {
        None = 0,
        Uuid,
        EventType,
        DisplayMessage,
        Severity,
        Published,
        Actor,
        Target,
        Client,
        Device,
        Outcome,
        AuthenticationContext,
        DebugContext,
        DebugData,
    }

    private enum PartyField
    {
        None = 0,
        Id,
        Type,
        AlternateId,
        DisplayName,
    }

    private enum ClientField
    {
        None = 0,
        IpAddress,
        GeographicalContext,
        City,
        Country,
        UserAgent,
        RawUserAgent,
        Browser,
        Os,
        Device,
    }

    private enum DetailField
    {
        None = 0,
        Result,
        Reason,
        ExternalSessionId,
        RootSessionId,
        CredentialType,
        CredentialProvider,
        Factor,
        DeviceFingerprint,
        Risk,
        Id,
        Name,
        OsPlatform,
        Managed,
    }

    public static void Read(ref Utf8JsonReader reader, ref OktaRecord r)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            switch (JsonRead.Field(ref reader, Fields))
            {
                case Field.Uuid: r.Uuid = JsonRead.Text(ref reader); break;
                case Field.EventType: r.EventType = JsonRead.Text(ref reader); break;
                case Field.DisplayMessage: r.DisplayMessage = JsonRead.Text(ref reader); break;
                case Field.Severity: r.Severity = SeverityOf(JsonRead.Utf8(ref reader)); break;
                case Field.Published: r.Published = JsonRead.Time(ref reader, r.ZoneOffsetMinutes); break;
                case Field.Actor: JsonRead.Object(ref reader, ref r.Actor, ReadParty); break;
                case Field.Target: JsonRead.Objects(ref reader, ref r, ReadTarget); break;
                case Field.Client: JsonRead.Object(ref reader, ref r, ReadClient); break;
                case Field.Device: JsonRead.Object(ref reader, ref r, ReadDevice); break;
                case Field.Outcome or Field.AuthenticationContext or Field.DebugData: JsonRead.Object(ref reader, ref r, ReadDetail); break;
                case Field.DebugContext: JsonRead.Object(ref reader, ref r, Read); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
    }

    private static Severity SeverityOf(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "ERROR"u8) ? Severity.Medium
        : Ascii.EqualsIgnoreCase(word, "WARN"u8) ? Severity.Low
        : Ascii.EqualsIgnoreCase(word, "HIGH"u8) ? Severity.High
        : Severity.Informational;

    private static void ReadParty(ref Utf8JsonReader reader, ref OktaParty p)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            switch (JsonRead.Field(ref reader, PartyFields))
            {
                case PartyField.Id: p.Id = JsonRead.Text(ref reader); break;
                case PartyField.Type: p.Type = JsonRead.Text(ref reader); break;
                case PartyField.AlternateId: p.AlternateId = Known(JsonRead.Text(ref reader)); break;
                case PartyField.DisplayName: p.DisplayName = Known(JsonRead.Text(ref reader)); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
    }

    private static void ReadTarget(ref Utf8JsonReader reader, ref OktaRecord r)
    {
        var target = default(OktaParty);
        ReadParty(ref reader, ref target);
        var type = target.Type ?? "";
        if (type is "User" or "AppUser")
        {
            Keep(ref r.UserTarget, in target);
        }
        else if (type is "AppInstance")
        {
            Keep(ref r.AppTarget, in target);
        }
        else if (type is "UserGroup" or "Group" or "ROLE" or "Role")
        {
            Keep(ref r.GroupTarget, in target);
        }
        else if (type.Contains("Factor", StringComparison.OrdinalIgnoreCase) || type.Contains("Authenticator", StringComparison.OrdinalIgnoreCase))
        {
            Keep(ref r.FactorTarget, in target);
        }
        else
        {
            Keep(ref r.OtherTarget, in target);
        }
    }

    private static void Keep(ref OktaParty place, ref readonly OktaParty target)
    {
        if (place.IsEmpty)
        {
            place = target;
        }
    }

    private static void ReadClient(ref Utf8JsonReader reader, ref OktaRecord r)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            switch (JsonRead.Field(ref reader, ClientFields))
            {
                case ClientField.IpAddress: r.Ip = JsonRead.Address(ref reader, out r.Port); break;
                case ClientField.GeographicalContext or ClientField.UserAgent: JsonRead.Object(ref reader, ref r, ReadClient); break;
                case ClientField.City: r.City = JsonRead.Text(ref reader); break;
                case ClientField.Country: r.Country = CountryNames.Code(JsonRead.Text(ref reader)); break;
                case ClientField.RawUserAgent: r.UserAgent = JsonRead.Text(ref reader); break;
                case ClientField.Browser: r.Browser = Known(JsonRead.Text(ref reader)); break;
                case ClientField.Os: r.Os = Known(JsonRead.Text(ref reader)); break;
                case ClientField.Device: r.DeviceKind = Known(JsonRead.Text(ref reader)); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
    }

    private static void ReadDevice(ref Utf8JsonReader reader, ref OktaRecord r)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            switch (JsonRead.Field(ref reader, DetailFields))
            {
                case DetailField.Id: r.DeviceId = JsonRead.Text(ref reader); break;
                case DetailField.Name: r.DeviceName = JsonRead.Text(ref reader); break;
                case DetailField.OsPlatform: r.Os = JsonRead.Text(ref reader) ?? r.Os; break;
                case DetailField.Managed: r.IsManaged = JsonRead.Flag(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
    }

    private static void ReadDetail(ref Utf8JsonReader reader, ref OktaRecord r)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            switch (JsonRead.Field(ref reader, DetailFields))
            {
                case DetailField.Result: r.Result = JsonRead.Text(ref reader) ?? r.Result; break;
                case DetailField.Reason: r.Reason = JsonRead.Text(ref reader) ?? r.Reason; break;
                case DetailField.ExternalSessionId: r.SessionId = Known(JsonRead.Text(ref reader)); break;
                case DetailField.RootSessionId: r.RootSessionId = Known(JsonRead.Text(ref reader)); break;
                case DetailField.CredentialType or DetailField.CredentialProvider or DetailField.Factor: ReadFactor(ref reader, ref r); break;
                case DetailField.DeviceFingerprint: r.DeviceFingerprint = JsonRead.Text(ref reader); break;
                case DetailField.Risk: r.Risk = JsonRead.Text(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
    }

    // "OTP" by "OKTA_CREDENTIAL_PROVIDER": the word that names a factor is worth more than the one that names a provider.
    private static void ReadFactor(ref Utf8JsonReader reader, ref OktaRecord r)
    {
        var text = JsonRead.Text(ref reader);
        if (text is not null && (r.FactorText is null || OktaWords.Factor(r.FactorText) is AuthFactor.None or AuthFactor.Other))
        {
            r.FactorText = text;
        }
    }

    private static string? Known(string? text) => text is null || text.Equals("unknown", StringComparison.OrdinalIgnoreCase) ? null : text;
}
