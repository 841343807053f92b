using Soc.Model.Events;

namespace Soc.Parsing.Sources.EntraAudit;

/// <summary>Entra's audit activities. Names as in Microsoft's "audit activity reference"; they change in detail, so that the beginning decides.</summary>
internal static class EntraOperations
{
    // OCSF 3004 Entity Management.
    private const int EntityCreate = 1;
    private const int EntityUpdate = 3;
    private const int EntityDelete = 4;

    // The first beginning that fits decides: the special before the general.
    private static readonly (string Beginning, EntraOperation Operation)[] Known =
    [
        ("user registered", Mfa(Activity.Account.MfaEnable)),
        ("user deleted security info", Mfa(Activity.Account.MfaDisable)),
        ("user changed default security info", Mfa(Activity.Account.MfaEnable)),
        ("user updated security info", Mfa(Activity.Account.MfaEnable)),
        ("admin registered security info", Mfa(Activity.Account.MfaEnable)),
        ("admin updated security info", Mfa(Activity.Account.MfaEnable)),
        ("admin deleted security info", Mfa(Activity.Account.MfaDisable)),
        ("admin required re-register", Mfa(Activity.Account.MfaDisable)),
        ("user started security info registration", Change(Activity.Other)),
        ("user reviewed security info", Change(Activity.Other)),
        ("enable strong authentication", Mfa(Activity.Account.MfaEnable)),
        ("disable strong authentication", Mfa(Activity.Account.MfaDisable)),
        ("create temporary access pass", Mfa(Activity.Account.MfaEnable)),
        ("add fido2", Mfa(Activity.Account.MfaEnable)),
        ("add passkey", Mfa(Activity.Account.MfaEnable)),
        ("delete fido2", Mfa(Activity.Account.MfaDisable)),
        ("delete passkey", Mfa(Activity.Account.MfaDisable)),
        ("register windows hello", Mfa(Activity.Account.MfaEnable)),
        ("add windows hello", Mfa(Activity.Account.MfaEnable)),
        ("delete windows hello", Mfa(Activity.Account.MfaDisable)),
        ("fraud reported", Change(Activity.Other)),
        ("reset password", Change(Activity.Account.PasswordReset)),
        ("reset user password", Change(Activity.Account.PasswordReset)),
        ("self-service password reset", Change(Activity.Account.PasswordReset)),
        ("set force change user password", Change(Activity.Account.PasswordReset)),
        ("change password", Change(Activity.Account.PasswordChange)),
        ("change user password", Change(Activity.Account.PasswordChange)),
        ("unlock user account", Change(Activity.Account.Unlock)),
        ("add user", Change(Activity.Account.Create)),
        ("create user", Change(Activity.Account.Create)),
        ("invite external user", Change(Activity.Account.Create)),
        ("invite internal user", Change(Activity.Account.Create)),
        ("delete user", Change(Activity.Account.Delete)),
        ("hard delete user", Change(Activity.Account.Delete)),
        ("disable account", Change(Activity.Account.Disable)),
        ("enable account", Change(Activity.Account.Enable)),
        ("restore user", Change(Activity.Account.Enable)),
        ("update user", Change(Activity.Other)),
        ("redeem external user invite", Change(Activity.Other)),
        ("revoke sign-in sessions", Change(Activity.Other)),
        ("update stsrefreshtokenvalidfrom", Change(Activity.Other)),
        ("change user license", Change(Activity.Other)),
        ("user has elevated their access", Group(Activity.Group.AssignPrivileges)),
        ("add member to group", Group(Activity.Group.AddUser)),
        ("remove member from group", Group(Activity.Group.RemoveUser)),
        ("add group", Group(Activity.Group.Create)),
        ("delete group", Group(Activity.Group.Delete)),
        ("hard delete group", Group(Activity.Group.Delete)),
        ("update group", Group(Activity.Other)),
        ("add member to role request", Group(Activity.Other)),
        ("add member to role in pim requested", Group(Activity.Other)),
        ("add member to role", Group(Activity.Group.AssignPrivileges)),
        ("add eligible member to role", Group(Activity.Group.AssignPrivileges)),
        ("add scoped member to role", Group(Activity.Group.AssignPrivileges)),
        ("remove member from role", Group(Activity.Group.RevokePrivileges)),
        ("remove eligible member from role", Group(Activity.Group.RevokePrivileges)),
        ("remove scoped member from role", Group(Activity.Group.RevokePrivileges)),
        ("delete role assignment", Group(Activity.Group.RevokePrivileges)),
        ("register device", Device()),
        ("add device", Device()),
        ("add registered owner to device", Device()),
        ("add registered users to device", Device()),
        ("unregister device", Entity(EntityDelete)),
        ("add", Entity(EntityCreate)),
        ("create", Entity(EntityCreate)),
        ("register", Entity(EntityCreate)),
        ("consent to", Entity(EntityCreate)),
        ("update", Entity(EntityUpdate)),
        ("set", Entity(EntityUpdate)),
        ("enable", Entity(EntityUpdate)),
        ("disable", Entity(EntityUpdate)),
        ("delete", Entity(EntityDelete)),
        ("hard delete", Entity(EntityDelete)),
        ("remove", Entity(EntityDelete)),
        ("revoke", Entity(EntityDelete)),
    ];

    public static EntraOperation Find(string operation)
    {
        foreach (var (beginning, known) in Known)
        {
            if (operation.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        return Entity(Activity.Other);
    }

    private static EntraOperation Mfa(int activity) => new(EventClass.AccountChange, activity, IsMfaChange: true);

    private static EntraOperation Change(int activity) => new(EventClass.AccountChange, activity);

    private static EntraOperation Group(int activity) => new(EventClass.GroupManagement, activity);

    private static EntraOperation Device() => new(EventClass.EntityManagement, EntityCreate, IsDeviceRegistration: true);

    private static EntraOperation Entity(int activity) => new(EventClass.EntityManagement, activity);
}
