using Soc.Model.Events;
using Soc.Parsing.Text;

namespace Soc.Parsing.Mapping;

/// <summary>Why a sign-in failed, from the reason that a product gives in words.</summary>
internal static class FailureWords
{
    /// <summary>The kind, or <see cref="FailureKind.Other"/> when the words say nothing of it. The order matters: the special before the general.</summary>
    public static FailureKind Classify(ReadOnlySpan<byte> reason)
    {
        Span<byte> buffer = stackalloc byte[512];
        var text = Contains.Lower(reason, buffer);
        if (text.IsEmpty)
        {
            return FailureKind.Other;
        }

        var isSecondFactor = text.Word("mfa"u8) || text.Word("otp"u8) || text.Word("two-factor"u8) || text.Word("2fa"u8) || text.Word("multi-factor"u8)
            || text.Word("second factor"u8) || text.Word("push"u8) || text.Word("duo"u8) || text.Word("token"u8) || text.Word("challenge"u8);
        var isTimeout = text.Word("timeout"u8) || text.Word("timed out"u8) || text.Word("time out"u8) || text.Word("timed_out"u8);
        if (isSecondFactor)
        {
            if (isTimeout || text.Word("no response"u8))
            {
                return FailureKind.MfaTimeout;
            }

            if (text.Word("denied"u8) || text.Word("rejected"u8) || text.Word("declined"u8) || text.Word("fraud"u8))
            {
                return FailureKind.MfaDenied;
            }

            if (text.Word("required"u8) || text.Word("enter "u8) || text.Word("need"u8))
            {
                return FailureKind.MfaRequired;
            }

            if (text.Word("invalid"u8) || text.Word("incorrect"u8) || text.Word("wrong"u8) || text.Word("failed"u8))
            {
                return FailureKind.MfaWrongCode;
            }
        }

        if (text.Word("locked"u8) || text.Word("lockout"u8) || text.Word("disabled"u8) || text.Word("expired"u8) && !text.Word("cert"u8))
        {
            return FailureKind.AccountLocked;
        }

        if (text.Word("unknown user"u8) || text.Word("unknown_user"u8) || text.Word("user not found"u8) || text.Word("no such user"u8) || text.Word("invalid user "u8)
            || text.Word("does not exist"u8) || text.Word("user unknown"u8) || text.Word("name not found"u8))
        {
            return FailureKind.UnknownUser;
        }

        // "Invalid username or password" is one answer for both, by intent.
        if (text.Word("password"u8) || text.Word("credential"u8) || text.Word("passwd"u8) || text.Word("bad_password"u8) || text.Word("login_failed"u8)
            || text.Word("auth failed"u8) || text.Word("authentication failed"u8) || text.Word("authentication failure"u8) || text.Word("failed authentication"u8) || text.Word("name_invalid"u8))
        {
            return FailureKind.BadCredential;
        }

        return text.Word("allow list"u8) || text.Word("allowlist"u8) || text.Word("not allowed"u8) || text.Word("permission"u8) || text.Word("denied"u8)
            || text.Word("policy"u8) || text.Word("not authorized"u8) || text.Word("certificate"u8) || text.Word("blocked"u8) || text.Word("quarantine"u8)
            ? FailureKind.PolicyBlocked
            : FailureKind.Other;
    }
}
