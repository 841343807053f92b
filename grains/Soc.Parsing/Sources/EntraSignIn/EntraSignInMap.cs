using System.Globalization;
using Soc.Model.Events;
using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.EntraSignIn;

/// <summary>Makes the event of a sign-in record.</summary>
internal static class EntraSignInMap
{
    public const string SourceId = "entra_signin";

    public static ElementResult Map(ref readonly EntraRecord r, EntraKind kind, scoped in ElementScope scope, ReadOnlySpan<byte> bytes)
    {
        var time = scope.TimeMs(r.CreatedTime.State == JsonTimeState.Absent ? r.EnvelopeTime : r.CreatedTime);
        if (time is null)
        {
            return ElementResult.Malformed(JsonReasons.TimeUnreadable);
        }

        var hasCode = r.HasErrorCode || r.ResultType is not null;
        var code = r.HasErrorCode ? r.ErrorCode : r.ResultType ?? 0;
        var (status, failure) = hasCode ? EntraErrors.Meaning(code, r.MfaText) : (EventStatus.Unknown, FailureKind.None);
        return ElementResult.Parsed(new SecurityEvent
        {
            Id = EntraIds.Of(in r, SourceId, scope.Context, bytes),
            Client = scope.Context.Client,
            Class = EventClass.Authentication,
            ActivityId = Activity.Auth.Logon,
            TimeMs = time.Value,
            ReceivedMs = scope.Context.ReceivedMs,
            Source = SourceId,
            SourceKind = EntraWords.Name(kind),
            Status = status,
            StatusCode = !hasCode ? null : code == 0 ? "0" : code.ToString(CultureInfo.InvariantCulture),
            Message = code == 0 ? null : r.FailureReason ?? r.ResultReason,
            User = User(in r, kind),
            Src = Source(in r),
            Device = Device(in r),
            Session = (r.SessionId ?? r.TokenId) is { } session ? new SessionSection { Uid = session } : null,
            Auth = Authentication(in r, kind, status, failure),
            Reporter = r.AadTenantId ?? r.TenantId,
            Raw = ElementScope.Raw(bytes),
        });
    }

    private static UserIdentity? User(ref readonly EntraRecord r, EntraKind kind)
    {
        if (kind is EntraKind.ServicePrincipal or EntraKind.ManagedIdentity)
        {
            return new UserIdentity
            {
                Name = r.ServicePrincipalName ?? r.AppDisplayName ?? r.ServicePrincipalId,
                Uid = EntraText.ObjectId(r.ServicePrincipalId) ?? r.AppId,
                IsService = true,
            };
        }

        var name = EntraText.Known(r.UserPrincipalName) ?? EntraText.Known(r.SignInIdentifier);
        var uid = EntraText.ObjectId(r.UserId);
        var display = EntraText.Known(r.UserDisplayName) ?? EntraText.Known(r.Identity);
        return name is null && uid is null && display is null
            ? null
            : new UserIdentity { Name = name ?? uid ?? display, Email = EntraText.Email(name), Uid = uid, DisplayName = display };
    }

    private static EndpointSection? Source(ref readonly EntraRecord r)
    {
        var (ip, port) = r.Ip is null ? (r.CallerIp, r.CallerPort) : (r.Ip, r.Port);
        return ip is null && r.Country is null && r.City is null
            ? null
            : new EndpointSection { Ip = ip, Port = port, ClaimedCountry = r.Country, ClaimedCity = r.City };
    }

    private static DeviceSection? Device(ref readonly EntraRecord r)
    {
        var uid = EntraText.ObjectId(r.DeviceId);
        var client = r.Browser ?? r.ClientApp;
        if (uid is null && client is null && r.DeviceName is null && r.OperatingSystem is null && r.UserAgent is null && r.IsManaged is null && r.IsCompliant is null)
        {
            return null;
        }

        return new DeviceSection
        {
            Uid = uid,
            Hostname = EntraText.Known(r.DeviceName),
            Os = r.OperatingSystem,
            Client = client,
            UserAgent = r.UserAgent,
            IsManaged = r.IsManaged,
            IsCompliant = r.IsCompliant,
        };
    }

    private static AuthSection Authentication(ref readonly EntraRecord r, EntraKind kind, EventStatus status, FailureKind failure)
    {
        var isUser = kind is EntraKind.Interactive or EntraKind.NonInteractive;
        var isInteractive = kind == EntraKind.Interactive && r.IsInteractive != false;
        var doneNow = r.StepDone || (r.StrongPrimary && r.RequiresMfa != false) || r.MfaText.HasFlag(EntraMfaText.Completed);
        var fromToken = !doneNow && (r.StepFromToken || r.MfaText.HasFlag(EntraMfaText.FromToken));
        if (!doneNow && !fromToken && status == EventStatus.Success && r.RequiresMfa == true)
        {
            // The record says that it was required and met, and not how: in the background it can only have been the token.
            (doneNow, fromToken) = isInteractive ? (true, false) : (false, true);
        }

        var factor = r.StepFactor != AuthFactor.None ? r.StepFactor : r.MfaDetailFactor;
        return new AuthSection
        {
            IsInteractive = isInteractive,
            IsMfa = !isUser ? null : doneNow || fromToken ? true : r.RequiresMfa is not null || status == EventStatus.Failure ? false : null,
            MfaFromToken = isUser && fromToken,
            Factor = fromToken ? AuthFactor.None : factor,
            Failure = failure,
            ProtocolId = r.ProtocolId,
            Service = r.AppDisplayName ?? r.ResourceDisplayName,
            ServiceId = r.AppId,
            ProviderRisk = r.RiskDuringSignIn ?? r.RiskAggregated,
        };
    }
}
