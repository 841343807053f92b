using Soc.Model.Events;

namespace Soc.Parsing.Sources.EntraSignIn;

/// <summary>What Entra's error codes (AADSTS numbers) mean for a detector. Codes as listed in Microsoft's "Microsoft Entra authentication and authorization error codes".</summary>
internal static class EntraErrors
{
    /// <summary>Status and kind of failure of a code. <paramref name="mfa"/> tells the outcomes of 500121 apart, which has one code for all.</summary>
    public static (EventStatus Status, FailureKind Failure) Meaning(long code, EntraMfaText mfa) => code switch
    {
        0 => (EventStatus.Success, FailureKind.None),
        50126 or 50056 or 50064 or 7000215 or 7000222 or 50012 or 50013 or 80002 => (EventStatus.Failure, FailureKind.BadCredential),
        50034 or 51004 or 50020 or 50177 or 500011 or 500341 or 700016 or 90002 => (EventStatus.Failure, FailureKind.UnknownUser),
        50053 or 50055 or 50057 or 50144 or 500571 or 7000112 => (EventStatus.Failure, FailureKind.AccountLocked),
        500121 or 50088 => (EventStatus.Failure, StrongAuthentication(mfa)),
        50072 or 50074 or 50076 or 50078 or 50079 or 50158 => (EventStatus.Failure, FailureKind.MfaRequired),
        53000 or 53001 or 53002 or 53003 or 53004 or 53009 or 53010 or 53011 or 50005 or 50105 or 50097 or 80012
            or 530031 or 530032 or 530034 or 530035 or 50131 or 500212 or 500213 => (EventStatus.Failure, FailureKind.PolicyBlocked),
        // Pages on the way: stay signed in, choose an account, consent, silent sign-in without a session, device code pending.
        50140 or 50125 or 50058 or 50059 or 50127 or 50129 or 50143 or 50199 or 16000 or 16001 or 16003 or 65001 or 65004 or 51006
            or 81010 or 81012 or 70016 or 9002341 or 9002313 or 50206 or 50203 or 50207 or 50211 or 52004 or 399218 => (EventStatus.Other, FailureKind.None),
        _ => (EventStatus.Failure, FailureKind.Other),
    };

    private static FailureKind StrongAuthentication(EntraMfaText mfa) =>
        mfa.HasFlag(EntraMfaText.Declined) ? FailureKind.MfaDenied
        : mfa.HasFlag(EntraMfaText.NoAnswer) ? FailureKind.MfaTimeout
        : mfa.HasFlag(EntraMfaText.WrongCode) ? FailureKind.MfaWrongCode
        : FailureKind.MfaDenied;
}
