using Soc.Model.Events;
using Soc.Parsing.Json;
using Soc.Parsing.Sources.EntraSignIn;

namespace Soc.Parsing.Sources.EntraAudit;

/// <summary>Makes the event of a directory audit record.</summary>
internal static class EntraAuditMap
{
    public const string SourceId = "entra_audit";

    public static ElementResult Map(ref readonly EntraRecord r, scoped in ElementScope scope, ReadOnlySpan<byte> bytes)
    {
        var time = scope.TimeMs(r.CreatedTime.State == JsonTimeState.Absent ? r.EnvelopeTime : r.CreatedTime);
        if (time is null)
        {
            return ElementResult.Malformed(JsonReasons.TimeUnreadable);
        }

        var name = (r.Activity ?? r.OperationName)?.Trim();
        if (string.IsNullOrEmpty(name))
        {
            return ElementResult.Malformed(JsonReasons.UnknownShape);
        }

        var operation = Refine(EntraOperations.Find(name), in r.UserTarget);
        var actor = Identity(in r.Initiator);
        var user = Identity(in r.UserTarget);
        if (user is null && (operation.IsMfaChange || operation.IsDeviceRegistration || operation.Class == EventClass.AccountChange))
        {
            // A person's own change names nobody but the person.
            user = actor is { IsService: false } ? actor : null;
        }

        return ElementResult.Parsed(new SecurityEvent
        {
            Id = EntraIds.Of(in r, SourceId, scope.Context, bytes),
            Client = scope.Context.Client,
            Class = operation.Class,
            ActivityId = operation.ActivityId,
            TimeMs = time.Value,
            ReceivedMs = scope.Context.ReceivedMs,
            Source = SourceId,
            SourceKind = EntraWords.Name(EntraKind.Audit),
            Severity = operation.IsMfaChange || operation.ActivityId == Activity.Group.AssignPrivileges ? Severity.Low : Severity.Informational,
            Status = Status(r.Result),
            StatusCode = r.Result,
            Message = r.ResultReason ?? name,
            User = user,
            Actor = IsSame(actor, user) ? null : actor,
            Src = (r.Initiator.Address ?? r.CallerIp ?? r.Ip) is { } ip ? new EndpointSection { Ip = ip } : null,
            Device = Device(in r),
            Change = new ChangeSection
            {
                Operation = name,
                Target = Target(in r, user),
                IsMfaChange = operation.IsMfaChange,
                Group = r.UserTarget.GroupName ?? r.GroupTarget.GroupName ?? r.OtherTarget.GroupName ?? r.GroupTarget.DisplayName,
                IsDeviceRegistration = operation.IsDeviceRegistration,
            },
            Reporter = r.AadTenantId ?? r.TenantId,
            Raw = ElementScope.Raw(bytes),
        });
    }

    // "Update user" is also how the methods of the older MFA service change.
    private static EntraOperation Refine(in EntraOperation operation, ref readonly EntraPrincipal target) =>
        operation is { Class: EventClass.AccountChange, ActivityId: Activity.Other } && target.TouchesStrongAuthentication
            ? operation with { ActivityId = target.RemovesStrongAuthentication ? Activity.Account.MfaDisable : Activity.Account.MfaEnable, IsMfaChange = true }
            : operation;

    private static UserIdentity? Identity(ref readonly EntraPrincipal p)
    {
        if (p.IsEmpty)
        {
            return null;
        }

        var name = EntraText.Known(p.UserPrincipalName) ?? EntraText.Known(p.DisplayName);
        return new UserIdentity
        {
            Name = name ?? p.Id,
            Email = p.IsApp ? null : EntraText.Email(EntraText.Known(p.UserPrincipalName)),
            Uid = EntraText.ObjectId(p.Id),
            DisplayName = p.DisplayName,
            IsService = p.IsApp,
        };
    }

    private static bool IsSame(UserIdentity? actor, UserIdentity? user) =>
        actor is not null && user is not null
        && (actor.Uid is not null && user.Uid is not null
            ? string.Equals(actor.Uid, user.Uid, StringComparison.Ordinal)
            : string.Equals(actor.Name, user.Name, StringComparison.OrdinalIgnoreCase));

    private static DeviceSection? Device(ref readonly EntraRecord r) =>
        r.DeviceTarget.IsEmpty && r.UserAgent is null
            ? null
            : new DeviceSection { Uid = EntraText.ObjectId(r.DeviceTarget.Id), Hostname = r.DeviceTarget.DisplayName, UserAgent = r.UserAgent };

    private static string? Target(ref readonly EntraRecord r, UserIdentity? user) =>
        user?.Name ?? r.DeviceTarget.DisplayName ?? r.OtherTarget.DisplayName ?? r.GroupTarget.DisplayName ?? r.OtherTarget.Id;

    private static EventStatus Status(string? result) => result?.ToLowerInvariant() switch
    {
        "success" or "succeeded" => EventStatus.Success,
        "failure" or "failed" or "timeout" => EventStatus.Failure,
        null => EventStatus.Unknown,
        _ => EventStatus.Other,
    };
}
