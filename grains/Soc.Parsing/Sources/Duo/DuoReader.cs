using System.Text.Json;
using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.Duo;

/// <summary>One pass over a Duo object.</summary>
internal static class DuoReader
{
    private static readonly JsonNames<DuoField> Fields = new(
        ("access_device", DuoField.AccessDevice), ("activity_id", DuoField.ActivityId), ("auth_device", DuoField.AuthDevice),
        ("event_type", DuoField.EventType), ("eventtype", DuoField.EventType), ("new_enrollment", DuoField.NewEnrollment),
        ("telephony_id", DuoField.TelephonyId), ("src_ip", DuoField.Ip));

    private static readonly JsonNames<PartyField> PartyFields = new(
        ("ip_address", PartyField.Ip), ("address", PartyField.Ip), ("epkey", PartyField.EndpointKey), ("os_version", PartyField.OsVersion), ("browser_version", PartyField.BrowserVersion), ("user_key", PartyField.Key), ("user_id", PartyField.Key));

    private enum PartyField
    {
        None = 0,
        Key,
        Name,
        Type,
        Email,
        Ip,
        Hostname,
        EndpointKey,
        Os,
        OsVersion,
        Browser,
        BrowserVersion,
        Location,
        Country,
        City,
        Result,
        Error,
    }

    public static void Read(ref Utf8JsonReader reader, ref DuoRecord r)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            var field = JsonRead.Field(ref reader, Fields);
            if (!ReadParty(ref reader, ref r, field) && !ReadText(ref reader, ref r, field))
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    private static bool ReadParty(ref Utf8JsonReader reader, ref DuoRecord r, DuoField field)
    {
        switch (field)
        {
            case DuoField.User: Party(ref reader, ref r.User); break;
            case DuoField.Actor: Party(ref reader, ref r.Actor); break;
            case DuoField.Target: Party(ref reader, ref r.Target); break;
            case DuoField.Application: Party(ref reader, ref r.Application); break;
            case DuoField.Action: Party(ref reader, ref r.ActionName); break;
            case DuoField.AccessDevice: Party(ref reader, ref r.AccessDevice); break;
            case DuoField.AuthDevice: Party(ref reader, ref r.AuthDevice); break;
            case DuoField.Outcome: Party(ref reader, ref r.Outcome); break;
            case DuoField.Description: JsonRead.Object(ref reader, ref r.Details, ReadPartyObject); break;
            case DuoField.Location: JsonRead.Object(ref reader, ref r.AccessDevice, ReadPartyObject); break;
            default: return false;
        }

        return true;
    }

    private static bool ReadText(ref Utf8JsonReader reader, ref DuoRecord r, DuoField field)
    {
        switch (field)
        {
            case DuoField.IsoTimestamp: r.IsoTime = JsonRead.Time(ref reader, r.ZoneOffsetMinutes); break;
            case DuoField.Timestamp or DuoField.Ts: r.Time = JsonRead.Time(ref reader, r.ZoneOffsetMinutes); break;
            case DuoField.Username: r.User.Name = JsonRead.Text(ref reader) ?? r.User.Name; break;
            case DuoField.Email: r.Email = JsonRead.Text(ref reader); break;
            case DuoField.EventType: r.EventType = JsonRead.Text(ref reader); break;
            case DuoField.Factor: r.Factor = JsonRead.Text(ref reader); break;
            case DuoField.Result: r.Result = JsonRead.Text(ref reader); break;
            case DuoField.Reason: r.Reason = JsonRead.Text(ref reader); break;
            case DuoField.TxId: r.TxId = JsonRead.Text(ref reader); break;
            case DuoField.ActivityId: r.ActivityId = JsonRead.Text(ref reader); break;
            case DuoField.Object: r.Object = JsonRead.Text(ref reader); break;
            case DuoField.Host: r.Host = JsonRead.Text(ref reader); break;
            case DuoField.Ip: r.Ip = JsonRead.Address(ref reader, out _); break;
            case DuoField.Integration: r.Integration = JsonRead.Text(ref reader); break;
            case DuoField.Device: r.DeviceText = JsonRead.Text(ref reader); break;
            case DuoField.NewEnrollment: r.NewEnrollment = JsonRead.Flag(ref reader) ?? false; break;
            case DuoField.TelephonyId:
                r.IsTelephony = true;
                JsonRead.Skip(ref reader);
                break;
            default: return false;
        }

        return true;
    }

    // v1 writes names ("application" as a string), v2 objects.
    private static void Party(ref Utf8JsonReader reader, ref DuoParty party)
    {
        var ahead = reader;
        if (ahead.Read() && ahead.TokenType == JsonTokenType.StartObject)
        {
            JsonRead.Object(ref reader, ref party, ReadPartyObject);
        }
        else
        {
            party.Name = JsonRead.Text(ref reader) ?? party.Name;
        }
    }

    private static void ReadPartyObject(ref Utf8JsonReader reader, ref DuoParty p)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            switch (JsonRead.Field(ref reader, PartyFields))
            {
                case PartyField.Key: p.Key = JsonRead.Text(ref reader); break;
                case PartyField.Name: p.Name = JsonRead.Text(ref reader); break;
                case PartyField.Type: p.Type = JsonRead.Text(ref reader); break;
                case PartyField.Email: p.Email = JsonRead.Text(ref reader); break;
                case PartyField.Ip: ReadIp(ref reader, ref p); break;
                case PartyField.Hostname: p.Hostname = JsonRead.Text(ref reader); break;
                case PartyField.EndpointKey: p.EndpointKey = JsonRead.Text(ref reader); break;
                case PartyField.Os: p.Os = JsonRead.Text(ref reader); break;
                case PartyField.OsVersion: p.OsVersion = JsonRead.Text(ref reader); break;
                case PartyField.Browser: p.Browser = JsonRead.Text(ref reader); break;
                case PartyField.BrowserVersion: p.BrowserVersion = JsonRead.Text(ref reader); break;
                case PartyField.Location: JsonRead.Object(ref reader, ref p, ReadPartyObject); break;
                case PartyField.Country: p.Country = JsonRead.Text(ref reader); break;
                case PartyField.City: p.City = JsonRead.Text(ref reader); break;
                case PartyField.Result: p.Result = JsonRead.Text(ref reader); break;
                case PartyField.Error: p.Error = JsonRead.Text(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
    }

    // The activity log has {"ip":{"address":"…"}}.
    private static void ReadIp(ref Utf8JsonReader reader, ref DuoParty p)
    {
        var ahead = reader;
        if (ahead.Read() && ahead.TokenType == JsonTokenType.StartObject)
        {
            JsonRead.Object(ref reader, ref p, ReadPartyObject);
        }
        else
        {
            p.Ip = JsonRead.Address(ref reader, out _);
        }
    }
}
