using System.Text;
using Soc.Model.Events;
using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.Okta;

/// <summary>Makes the event of a System Log record.</summary>
internal static class OktaMap
{
    public const string SourceId = "okta";

    public static ElementResult Map(ref readonly OktaRecord r, scoped in ElementScope scope, ReadOnlySpan<byte> bytes)
    {
        if (r.EventType is null || (r.Actor.IsEmpty && r.Published.State == JsonTimeState.Absent && r.Uuid is null))
        {
            return ElementResult.Malformed(JsonReasons.UnknownShape);
        }

        if (OktaEventTypes.Find(r.EventType) is not { } meaning)
        {
            return ElementResult.Skipped(r.EventType.StartsWith("policy.", StringComparison.OrdinalIgnoreCase) ? "policy_event" : "event_type");
        }

        var time = scope.TimeMs(r.Published);
        if (time is null)
        {
            return ElementResult.Malformed(JsonReasons.TimeUnreadable);
        }

        var actor = Identity(in r.Actor);
        var isAuth = meaning.Class == EventClass.Authentication;
        var user = isAuth ? actor : Identity(in r.UserTarget) ?? OwnChange(meaning, actor);
        var failure = FailureOf(in r, isAuth);
        var status = OktaWords.Status(r.Result);
        return ElementResult.Parsed(new SecurityEvent
        {
            Id = r.Uuid is null ? scope.Context.ContentId(SourceId, bytes) : EventId.FromSourceId(scope.Context.Client, SourceId, Encoding.UTF8.GetBytes(r.Uuid)),
            Client = scope.Context.Client,
            Class = meaning.Class,
            ActivityId = meaning.ActivityId,
            TimeMs = time.Value,
            ReceivedMs = scope.Context.ReceivedMs,
            Source = SourceId,
            SourceKind = r.EventType,
            Severity = meaning.Class == EventClass.DetectionFinding && r.Severity < Severity.Medium ? Severity.Medium : r.Severity == Severity.Unknown ? Severity.Informational : r.Severity,
            Status = failure is FailureKind.MfaDenied or FailureKind.MfaTimeout ? EventStatus.Failure : status,
            StatusCode = r.Reason ?? r.Result,
            Message = r.DisplayMessage,
            User = user,
            Actor = IsSame(actor, user) ? null : actor,
            Src = r.Ip is null && r.Country is null && r.City is null ? null : new EndpointSection { Ip = r.Ip, Port = r.Port, ClaimedCountry = r.Country, ClaimedCity = r.City },
            Device = Device(in r),
            Session = (r.SessionId ?? r.RootSessionId) is { } session ? new SessionSection { Uid = session } : null,
            Auth = isAuth ? Authentication(in r, meaning, status, failure) : null,
            Change = isAuth || meaning.Class == EventClass.DetectionFinding ? null : Change(in r, meaning, user),
            Finding = meaning.Class == EventClass.DetectionFinding
                ? new FindingSection { Uid = r.Uuid, Title = r.DisplayMessage ?? r.EventType, Type = r.Reason ?? r.EventType, ActionId = string.Equals(r.Result, "DENY", StringComparison.OrdinalIgnoreCase) ? 2 : 0 }
                : null,
            Reporter = scope.Context.Host,
            Raw = ElementScope.Raw(bytes),
        });
    }

    // Without a target a person's change, or a risk seen, is the person's own; a group's or an application's is nobody's.
    private static UserIdentity? OwnChange(OktaMeaning meaning, UserIdentity? actor) =>
        actor is { IsService: false } && (meaning.Class is EventClass.AccountChange or EventClass.DetectionFinding || meaning.IsDeviceRegistration) ? actor : null;

    private static FailureKind FailureOf(ref readonly OktaRecord r, bool isAuth) => isAuth ? OktaWords.Failure(r.EventType!, r.Result, r.Reason) : FailureKind.None;

    private static AuthSection Authentication(ref readonly OktaRecord r, OktaMeaning meaning, EventStatus status, FailureKind failure)
    {
        var factor = meaning.IsFactorStep ? OktaWords.Factor(r.FactorTarget.DisplayName ?? r.FactorText) : OktaWords.Factor(r.FactorText);
        var isStep = meaning.IsFactorStep && factor != AuthFactor.Password;
        var isDenyPush = r.EventType!.Contains("okta_verify", StringComparison.OrdinalIgnoreCase);
        return new AuthSection
        {
            IsInteractive = true,
            IsMfa = isStep ? status == EventStatus.Success && failure == FailureKind.None : null,
            Factor = isDenyPush && factor == AuthFactor.None ? AuthFactor.Push : factor,
            Failure = failure,
            Service = r.AppTarget.DisplayName ?? r.AppTarget.AlternateId,
            ServiceId = r.AppTarget.Id,
            ProviderRisk = OktaWords.Risk(r.Risk),
            IsFactorStep = isStep,
        };
    }

    private static ChangeSection Change(ref readonly OktaRecord r, OktaMeaning meaning, UserIdentity? user) => new()
    {
        Operation = r.EventType,
        Target = user?.Name ?? r.OtherTarget.DisplayName ?? r.AppTarget.DisplayName ?? r.GroupTarget.DisplayName,
        IsMfaChange = meaning.IsMfaChange,
        Group = r.GroupTarget.DisplayName,
        IsDeviceRegistration = meaning.IsDeviceRegistration,
    };

    private static UserIdentity? Identity(ref readonly OktaParty p)
    {
        if (p.IsEmpty)
        {
            return null;
        }

        var name = p.AlternateId ?? p.DisplayName ?? p.Id;
        return new UserIdentity
        {
            Name = name,
            Email = name?.Contains('@', StringComparison.Ordinal) == true ? name : null,
            Uid = p.Id,
            DisplayName = p.DisplayName,
            IsService = p.Type is "SystemPrincipal" or "PublicClientApp" or "ClientApp" or "AppInstance",
        };
    }

    private static bool IsSame(UserIdentity? actor, UserIdentity? user) =>
        actor is not null && user is not null && string.Equals(actor.Uid ?? actor.Name, user.Uid ?? user.Name, StringComparison.Ordinal);

    private static DeviceSection? Device(ref readonly OktaRecord r)
    {
        var uid = r.DeviceId ?? r.DeviceFingerprint;
        return uid is null && r.DeviceName is null && r.Os is null && r.Browser is null && r.UserAgent is null && r.IsManaged is null
            ? null
            : new DeviceSection { Uid = uid, Hostname = r.DeviceName, Os = r.Os, Client = r.Browser, UserAgent = r.UserAgent, IsManaged = r.IsManaged };
    }
}
