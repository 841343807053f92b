using Soc.Model.Events;

namespace Soc.Parsing.Sources.Okta;

/// <summary>Okta's event types, by the longest beginning that is listed.</summary>
internal static class OktaEventTypes
{
    private static readonly Dictionary<string, OktaMeaning> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["user.session.start"] = Auth(Activity.Auth.Logon),
        ["user.session.end"] = Auth(Activity.Auth.Logoff),
        ["user.session.clear"] = Auth(Activity.Auth.Logoff),
        ["user.session.access_admin_app"] = Auth(Activity.Auth.ServiceTicketRequest),
        ["user.session.impersonation"] = Auth(Activity.Auth.AccountSwitch),
        ["user.authentication"] = Auth(Activity.Auth.Logon),
        ["user.authentication.sso"] = Auth(Activity.Auth.ServiceTicketRequest),
        ["user.authentication.auth_via_mfa"] = Step(),
        ["user.authentication.verify"] = Step(),
        ["user.authentication.slo"] = Auth(Activity.Auth.Logoff),
        ["user.mfa.okta_verify.deny_push"] = Step(),
        ["user.mfa.okta_verify"] = Step(),
        ["user.mfa.attempt_bypass"] = Step(),
        ["user.mfa.factor.activate"] = Factor(Activity.Account.MfaEnable),
        ["user.mfa.factor.unsuspend"] = Factor(Activity.Account.MfaEnable),
        ["user.mfa.factor.update"] = Factor(Activity.Account.MfaEnable),
        ["user.mfa.factor.deactivate"] = Factor(Activity.Account.MfaDisable),
        ["user.mfa.factor.suspend"] = Factor(Activity.Account.MfaDisable),
        ["user.mfa.factor.reset_all"] = Factor(Activity.Account.MfaDisable),
        ["user.account.reset_password"] = Account(Activity.Account.PasswordReset),
        ["user.account.expire_password"] = Account(Activity.Account.PasswordReset),
        ["user.account.update_password"] = Account(Activity.Account.PasswordChange),
        ["user.account.lock"] = Account(Activity.Account.Lock),
        ["user.account.unlock"] = Account(Activity.Account.Unlock),
        ["user.account.privilege.grant"] = Group(Activity.Group.AssignPrivileges),
        ["user.account.privilege.revoke"] = Group(Activity.Group.RevokePrivileges),
        ["user.account.report_suspicious_activity_by_enduser"] = Account(Activity.Other),
        ["user.account"] = Account(Activity.Other),
        ["user.lifecycle.create"] = Account(Activity.Account.Create),
        ["user.lifecycle.activate"] = Account(Activity.Account.Enable),
        ["user.lifecycle.reactivate"] = Account(Activity.Account.Enable),
        ["user.lifecycle.unsuspend"] = Account(Activity.Account.Enable),
        ["user.lifecycle.deactivate"] = Account(Activity.Account.Disable),
        ["user.lifecycle.suspend"] = Account(Activity.Account.Disable),
        ["user.lifecycle.delete"] = Account(Activity.Account.Delete),
        ["user.lifecycle"] = Account(Activity.Other),
        ["group.user_membership.add"] = Group(Activity.Group.AddUser),
        ["group.user_membership.remove"] = Group(Activity.Group.RemoveUser),
        ["group.privilege.grant"] = Group(Activity.Group.AssignPrivileges),
        ["group.privilege.revoke"] = Group(Activity.Group.RevokePrivileges),
        ["group.lifecycle.create"] = Group(Activity.Group.Create),
        ["group.lifecycle.delete"] = Group(Activity.Group.Delete),
        ["group"] = Group(Activity.Other),
        ["device.enrollment.create"] = new OktaMeaning(EventClass.EntityManagement, 1, IsDeviceRegistration: true),
        ["device.user.add"] = new OktaMeaning(EventClass.EntityManagement, 1, IsDeviceRegistration: true),
        ["system.api_token.create"] = new OktaMeaning(EventClass.EntityManagement, 1),
        ["system.api_token.revoke"] = new OktaMeaning(EventClass.EntityManagement, 4),
        ["system.mfa.factor.activate"] = new OktaMeaning(EventClass.EntityManagement, 3),
        ["system.mfa.factor.deactivate"] = new OktaMeaning(EventClass.EntityManagement, 3),
        ["security.threat.detected"] = new OktaMeaning(EventClass.DetectionFinding, Activity.Finding.Create),
        ["security.attack"] = new OktaMeaning(EventClass.DetectionFinding, Activity.Finding.Create),
        ["app.token.reuse"] = new OktaMeaning(EventClass.DetectionFinding, Activity.Finding.Create),
        ["app.oauth2.token.detect_reuse"] = new OktaMeaning(EventClass.DetectionFinding, Activity.Finding.Create),
        ["system.idp.lifecycle.create"] = new OktaMeaning(EventClass.EntityManagement, 1),
        ["user.risk"] = new OktaMeaning(EventClass.DetectionFinding, Activity.Finding.Create),
        ["application.user_membership.show_password"] = new OktaMeaning(EventClass.EntityManagement, 2),
    };

    /// <summary>Meaning of an event type; null for those of no use to detection (settings, mappings, rate limits, policy evaluation).</summary>
    public static OktaMeaning? Find(string eventType)
    {
        for (var end = eventType.Length; end > 0; end = eventType.LastIndexOf('.', end - 1))
        {
            if (Known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(eventType.AsSpan(0, end), out var meaning))
            {
                return meaning;
            }
        }

        return null;
    }

    private static OktaMeaning Auth(int activity) => new(EventClass.Authentication, activity);

    private static OktaMeaning Step() => new(EventClass.Authentication, Activity.Auth.Logon, IsFactorStep: true);

    private static OktaMeaning Factor(int activity) => new(EventClass.AccountChange, activity, IsMfaChange: true);

    private static OktaMeaning Account(int activity) => new(EventClass.AccountChange, activity);

    private static OktaMeaning Group(int activity) => new(EventClass.GroupManagement, activity);
}
