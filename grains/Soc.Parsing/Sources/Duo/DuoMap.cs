using System.Text;
using Soc.Model.Events;
using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.Duo;

/// <summary>Makes the event of a Duo record.</summary>
internal static class DuoMap
{
    public const string SourceId = "duo";

    public static ElementResult Map(ref readonly DuoRecord r, scoped in ElementScope scope, ReadOnlySpan<byte> bytes)
    {
        if (r.IsTelephony)
        {
            return ElementResult.Skipped("telephony");
        }

        var isAuthentication = r.Factor is not null || r.EventType is "authentication" or "enrollment" || (r.TxId is not null && r.Result is not null);
        if (!isAuthentication && r.ActionName.Name is null)
        {
            return ElementResult.Malformed(JsonReasons.UnknownShape);
        }

        // "isotimestamp" has the fraction and the zone; the panel's "timestamp" is sometimes text without a zone.
        var time = scope.TimeMs(r.IsoTime.IsRead ? r.IsoTime : r.Time.State != JsonTimeState.Absent ? r.Time : r.IsoTime);
        if (time is null)
        {
            return ElementResult.Malformed(JsonReasons.TimeUnreadable);
        }

        var id = r.TxId ?? r.ActivityId;
        var common = new SecurityEvent
        {
            Id = id is null ? scope.Context.ContentId(SourceId, bytes) : EventId.FromSourceId(scope.Context.Client, SourceId, Encoding.UTF8.GetBytes(id)),
            Client = scope.Context.Client,
            Class = EventClass.Authentication,
            ActivityId = Activity.Auth.Logon,
            TimeMs = time.Value,
            ReceivedMs = scope.Context.ReceivedMs,
            Source = SourceId,
            Reporter = r.Host,
            Raw = ElementScope.Raw(bytes),
            Src = Source(in r),
            Device = Device(in r.AccessDevice),
        };
        return isAuthentication ? ElementResult.Parsed(Authentication(in r, common)) : Administration(in r, common);
    }

    private static SecurityEvent Authentication(ref readonly DuoRecord r, SecurityEvent common)
    {
        var status = DuoWords.Status(r.Result);
        var remembered = DuoWords.IsRemembered(r.Factor, r.Reason);
        var done = status == EventStatus.Success && !DuoWords.IsWithoutFactor(r.Reason);
        return common with
        {
            SourceKind = "authentication",
            Severity = string.Equals(r.Result, "fraud", StringComparison.OrdinalIgnoreCase) || r.Reason is "user_marked_fraud" ? Severity.High : Severity.Informational,
            Status = status,
            StatusCode = r.Reason ?? r.Result,
            User = User(in r.User, r.Email),
            Auth = new AuthSection
            {
                IsInteractive = true,
                IsMfa = status == EventStatus.Unknown ? null : done,
                MfaFromToken = done && remembered,
                Factor = DuoWords.Factor(r.Factor),
                Failure = DuoWords.Failure(r.Result, r.Reason),
                Service = r.Application.Name ?? r.Integration,
                ServiceId = r.Application.Key,
                FactorAddress = r.AuthDevice.Ip,
                IsFactorStep = true,
            },
        };
    }

    private static ElementResult Administration(ref readonly DuoRecord r, SecurityEvent common)
    {
        if (DuoWords.Action(r.ActionName.Name!) is not var (eventClass, activity, isMfaChange))
        {
            return ElementResult.Skipped("admin_action");
        }

        // Activity log: actor and target; administrator log: "username" is the administrator and "object" the one changed.
        var actorParty = r.Actor.Name is null ? r.User : r.Actor;
        var actor = User(in actorParty, null);
        var isOwn = r.Object is null && r.Target.Type is not "user";
        var target = r.Object ?? r.Target.Name;
        var user = isOwn ? actor : new UserIdentity { Name = target, Email = target?.Contains('@', StringComparison.Ordinal) == true ? target : null, Uid = r.Details.Key ?? r.Target.Key };
        return ElementResult.Parsed(common with
        {
            Class = eventClass,
            ActivityId = activity,
            SourceKind = "administrator",
            Severity = isMfaChange ? Severity.Low : Severity.Informational,
            Status = r.Outcome.Result is null ? EventStatus.Success : DuoWords.Status(r.Outcome.Result),
            StatusCode = r.Outcome.Result,
            Message = r.Details.Error,
            User = user,
            Actor = isOwn ? null : actor,
            Change = new ChangeSection { Operation = r.ActionName.Name, Target = user?.Name ?? target, IsMfaChange = isMfaChange },
        });
    }

    private static UserIdentity? User(ref readonly DuoParty party, string? email)
    {
        if (party.Name is null && party.Key is null && email is null)
        {
            return null;
        }

        var name = party.Name ?? email;
        return new UserIdentity
        {
            Name = name,
            Email = email ?? party.Email ?? (name?.Contains('@', StringComparison.Ordinal) == true ? name : null),
            Uid = party.Key,
        };
    }

    private static EndpointSection? Source(ref readonly DuoRecord r)
    {
        var ip = r.AccessDevice.Ip ?? r.Ip ?? r.Details.Ip;
        var (country, city) = (Country(r.AccessDevice.Country), r.AccessDevice.City);
        return ip is null && country is null && city is null && r.AccessDevice.Hostname is null
            ? null
            : new EndpointSection { Ip = ip, Hostname = r.AccessDevice.Hostname, ClaimedCountry = country, ClaimedCity = city };
    }

    // Country names are in English; the common ones are worth a code, the others stay as written.
    private static string? Country(string? name) => CountryNames.Code(name);

    private static DeviceSection? Device(ref readonly DuoParty d) =>
        d.EndpointKey is null && d.Os is null && d.Browser is null && d.Hostname is null
            ? null
            : new DeviceSection { Uid = d.EndpointKey, Hostname = d.Hostname, Os = Joined(d.Os, d.OsVersion), Client = Joined(d.Browser, d.BrowserVersion) };

    private static string? Joined(string? name, string? version) => name is null || version is null or "uninstalled" or "unknown" ? name : $"{name} {version}";
}
