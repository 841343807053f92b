using Soc.Model.Events;

namespace Soc.Parsing.Sources.Duo;

/// <summary>Duo's words for results, reasons, factors and administrator actions (Admin API documentation, "Authentication Logs" and "Administrator Logs").</summary>
internal static class DuoWords
{
    private const int AccountOther = Activity.Other;

    public static EventStatus Status(string? result) => result?.ToLowerInvariant() switch
    {
        "success" or "allow" => EventStatus.Success,
        "denied" or "failure" or "fraud" or "deny" or "error" => EventStatus.Failure,
        null => EventStatus.Unknown,
        _ => EventStatus.Other,
    };

    /// <summary>v1 writes reasons as words ("User marked fraud"), v2 as tokens ("user_marked_fraud").</summary>
    public static FailureKind Failure(string? result, string? reason)
    {
        if (Status(result) != EventStatus.Failure)
        {
            return FailureKind.None;
        }

        if (string.Equals(result, "fraud", StringComparison.OrdinalIgnoreCase))
        {
            return FailureKind.MfaDenied;
        }

        return Token(reason) switch
        {
            "user_marked_fraud" or "user_cancelled" or "user_canceled" or "user_denied" or "denied_by_user" or "call_rejected" or "user_mistake" or "anomalous_push" => FailureKind.MfaDenied,
            "no_response" or "call_timed_out" or "no_activity" or "no_keys_pressed" or "timeout" => FailureKind.MfaTimeout,
            "invalid_passcode" or "invalid_credentials" or "could_not_parse" or "verification_code_incorrect" or "verification_code_missing" => FailureKind.MfaWrongCode,
            "locked_out" or "user_disabled" or "deny_disabled_user" => FailureKind.AccountLocked,
            "deny_unenrolled_user" or "unenrolled_user" or "not_in_permitted_group" or "invalid_device" or "out_of_date" or "rooted_device" or "software_restricted"
                or "anonymous_ip" or "restricted_ofac_location" or "location_restricted" or "factor_restricted" or "platform_restricted" or "version_restricted"
                or "no_disk_encryption" or "no_screen_lock" or "touchid_disabled" or "frequent_attempts" => FailureKind.PolicyBlocked,
            { } token when token.StartsWith("endpoint_", StringComparison.Ordinal) || token.StartsWith("no_duo_certificate", StringComparison.Ordinal)
                || token.StartsWith("invalid_management", StringComparison.Ordinal) || token.StartsWith("could_not_determine", StringComparison.Ordinal)
                || token.StartsWith("deny_", StringComparison.Ordinal) => FailureKind.PolicyBlocked,
            _ => FailureKind.Other,
        };
    }

    public static AuthFactor Factor(string? factor) => Token(factor) switch
    {
        null or "not_available" or "n/a" or "remembered_device" or "trusted_network" or "trusted_mobile_authenticator" => AuthFactor.None,
        "duo_push" or "verified_duo_push" or "duo_desktop" => AuthFactor.Push,
        "phone_call" => AuthFactor.PhoneCall,
        "passcode" or "duo_mobile_passcode" or "totp_passcode" => AuthFactor.Otp,
        "sms_passcode" or "sms_refresh" => AuthFactor.Sms,
        "hardware_token" or "yubikey_passcode" or "yubikey_code" => AuthFactor.HardwareToken,
        "u2f_token" => AuthFactor.U2f,
        "bypass_code" => AuthFactor.Other,
        { } token when token.StartsWith("webauthn", StringComparison.Ordinal) || token.StartsWith("passkey", StringComparison.Ordinal) => AuthFactor.WebAuthn,
        _ => AuthFactor.Other,
    };

    /// <summary>True where Duo let somebody in without asking: the user or place is exempt, or the device was remembered.</summary>
    public static bool IsWithoutFactor(string? reason) => Token(reason) is "bypass_user" or "allow_unenrolled_user" or "allow_unenrolled_user_on_trusted_network" or "trusted_network" or "trusted_location";

    public static bool IsRemembered(string? factor, string? reason) => Token(factor) == "remembered_device" || Token(reason) is "remembered_device" or "valid_passport";

    /// <summary>Activity of an administrator's action; null for actions of no use (views, settings, log-ins to the panel).</summary>
    public static (EventClass Class, int ActivityId, bool IsMfaChange)? Action(string action) => action.ToLowerInvariant() switch
    {
        "bypass_create" or "phone_create" or "phone_associate" or "hardtoken_create" or "hardtoken_associate" or "token_create" or "u2ftoken_create"
            or "webauthncredential_create" or "webauthn_credential_create" or "user_bypass_enable" or "activation_create_link" or "activation_begin" or "enroll_device" => (EventClass.AccountChange, Activity.Account.MfaEnable, true),
        "bypass_delete" or "phone_delete" or "phone_disassociate" or "hardtoken_delete" or "hardtoken_disassociate" or "token_delete" or "u2ftoken_delete"
            or "webauthncredential_delete" or "webauthn_credential_delete" or "deregister_devices" => (EventClass.AccountChange, Activity.Account.MfaDisable, true),
        "phone_update" or "hardtoken_resync" or "hardtoken_update" or "webauthncredential_rename" => (EventClass.AccountChange, AccountOther, true),
        "user_create" or "admin_create" or "user_import" or "user_adopt" => (EventClass.AccountChange, Activity.Account.Create, false),
        "user_delete" or "user_pending_delete" or "admin_delete" => (EventClass.AccountChange, Activity.Account.Delete, false),
        "user_restore" or "admin_enable" => (EventClass.AccountChange, Activity.Account.Enable, false),
        "user_disable" or "admin_disable" => (EventClass.AccountChange, Activity.Account.Disable, false),
        "user_update" or "admin_update" => (EventClass.AccountChange, AccountOther, false),
        "user_lock_out" or "admin_lockout" or "user_lockout" => (EventClass.AccountChange, Activity.Account.Lock, false),
        "user_lockout_cleared" or "admin_unlock" => (EventClass.AccountChange, Activity.Account.Unlock, false),
        "admin_reset_password" => (EventClass.AccountChange, Activity.Account.PasswordReset, false),
        _ => null,
    };

    private static string? Token(string? text) => text?.ToLowerInvariant().Replace(' ', '_');
}
