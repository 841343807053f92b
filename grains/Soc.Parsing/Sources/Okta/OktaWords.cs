using Soc.Model.Events;

namespace Soc.Parsing.Sources.Okta;

/// <summary>Okta's words for results, reasons and factors (System Log event types documentation).</summary>
internal static class OktaWords
{
    public static EventStatus Status(string? result) => result?.ToUpperInvariant() switch
    {
        "SUCCESS" or "ALLOW" => EventStatus.Success,
        "FAILURE" or "DENY" => EventStatus.Failure,
        null => EventStatus.Unknown,
        // SKIPPED, CHALLENGE, UNANSWERED, SCHEDULED, ABANDONED, RATE_LIMIT
        _ => EventStatus.Other,
    };

    public static FailureKind Failure(string eventType, string? result, string? reason)
    {
        if (eventType.Contains("deny_push", StringComparison.OrdinalIgnoreCase) || eventType.EndsWith("report_fraud", StringComparison.OrdinalIgnoreCase))
        {
            return FailureKind.MfaDenied;
        }

        if (string.Equals(result, "UNANSWERED", StringComparison.OrdinalIgnoreCase))
        {
            return FailureKind.MfaTimeout;
        }

        if (string.Equals(result, "CHALLENGE", StringComparison.OrdinalIgnoreCase))
        {
            return FailureKind.MfaRequired;
        }

        if (Status(result) != EventStatus.Failure)
        {
            return FailureKind.None;
        }

        if (string.Equals(result, "DENY", StringComparison.OrdinalIgnoreCase))
        {
            return FailureKind.PolicyBlocked;
        }

        var isFactor = eventType.Contains("auth_via_mfa", StringComparison.OrdinalIgnoreCase) || eventType.Contains("mfa.", StringComparison.OrdinalIgnoreCase);
        var text = reason?.ToUpperInvariant() ?? "";
        return text switch
        {
            _ when Has(text, "LOCKED") || Has(text, "SUSPENDED") || Has(text, "DEACTIVATED") || Has(text, "EXPIRED") => FailureKind.AccountLocked,
            _ when Has(text, "REJECTED") || Has(text, "DENIED BY USER") || Has(text, "DECLINED") => FailureKind.MfaDenied,
            _ when Has(text, "TIMEOUT") || Has(text, "TIMED OUT") || Has(text, "NO RESPONSE") => FailureKind.MfaTimeout,
            _ when Has(text, "UNKNOWN_USER") || Has(text, "USER_NOT_FOUND") => FailureKind.UnknownUser,
            _ when Has(text, "NETWORK_ZONE") || Has(text, "POLICY") || Has(text, "BLACKLIST") || Has(text, "BLOCKED") => FailureKind.PolicyBlocked,
            _ when Has(text, "INVALID_CREDENTIALS") || Has(text, "VERIFICATION_ERROR") || Has(text, "INVALID_PASSWORD") => isFactor ? FailureKind.MfaWrongCode : FailureKind.BadCredential,
            _ when isFactor => FailureKind.MfaWrongCode,
            _ => FailureKind.Other,
        };
    }

    public static AuthFactor Factor(string? text)
    {
        var word = text?.ToUpperInvariant() ?? "";
        return word switch
        {
            "" or "OKTA_CREDENTIAL_PROVIDER" or "OKTA_AUTHENTICATION_PROVIDER" => AuthFactor.None,
            _ when Has(word, "PUSH") || Has(word, "OKTA VERIFY") || Has(word, "OKTA_VERIFY") => AuthFactor.Push,
            _ when Has(word, "SIGNED_NONCE") || Has(word, "FASTPASS") || Has(word, "WEBAUTHN") || Has(word, "FIDO2") => AuthFactor.WebAuthn,
            _ when Has(word, "U2F") => AuthFactor.U2f,
            _ when Has(word, "SMS") => AuthFactor.Sms,
            _ when Has(word, "CALL") || Has(word, "VOICE") => AuthFactor.PhoneCall,
            _ when Has(word, "EMAIL") => AuthFactor.Email,
            _ when Has(word, "HOTP") || Has(word, "YUBIKEY") || Has(word, "RSA") || Has(word, "SYMANTEC") || Has(word, "HARDWARE") => AuthFactor.HardwareToken,
            _ when Has(word, "OTP") || Has(word, "TOTP") || Has(word, "GOOGLE") => AuthFactor.Otp,
            _ when Has(word, "QUESTION") => AuthFactor.SecurityQuestion,
            _ when Has(word, "PASSWORD") => AuthFactor.Password,
            _ => AuthFactor.Other,
        };
    }

    /// <summary>Okta writes "{level=HIGH, reasons=…}" or a bare word.</summary>
    public static string? Risk(string? text) =>
        text is null ? null
        : text.Contains("HIGH", StringComparison.OrdinalIgnoreCase) ? "high"
        : text.Contains("MEDIUM", StringComparison.OrdinalIgnoreCase) ? "medium"
        : text.Contains("LOW", StringComparison.OrdinalIgnoreCase) ? "low"
        : null;

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.Ordinal);
}
