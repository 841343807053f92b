using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Credentials;

/// <summary>Reads an event as a sign-in. One reading for all credential detectors, so that they agree on what a failure is.</summary>
public static class SignInReader
{
    /// <summary>None also for an event whose clock cannot be right: one from far ahead would push everything else out of the windows.</summary>
    public static SignInOutcome OutcomeOf(SecurityEvent e)
    {
        if (!HasUsableTime(e))
        {
            return SignInOutcome.None;
        }

        if (e.Class == EventClass.TunnelActivity)
        {
            return e.ActivityId == Activity.Tunnel.Open && e.Status != EventStatus.Failure ? SignInOutcome.Success : SignInOutcome.None;
        }

        if (e.Class != EventClass.Authentication
            || e.ActivityId is Activity.Auth.Logoff or Activity.Auth.Preauth or Activity.Auth.ServiceTicketRequest or Activity.Auth.ServiceTicketRenew)
        {
            return SignInOutcome.None;
        }

        return e.Status switch
        {
            EventStatus.Success => e.Auth is { IsFactorStep: true } ? SignInOutcome.FactorSuccess : SignInOutcome.Success,
            EventStatus.Failure => FailureOf(e.Auth?.Failure ?? FailureKind.Other),
            _ => SignInOutcome.None,
        };
    }

    /// <summary>Not before the epoch, and not far ahead of its arrival.</summary>
    public static bool HasUsableTime(SecurityEvent e) => SignIns.SignIn.HasUsableTime(e);

    /// <summary>The user is in.</summary>
    public static bool IsSuccess(SecurityEvent e) => OutcomeOf(e) == SignInOutcome.Success;

    /// <summary>The user is in, and was not merely let in again by a token in the background.</summary>
    public static bool IsPersonalSuccess(SecurityEvent e) => e.Auth?.IsInteractive != false && IsSuccess(e);

    public static bool IsCredentialFailure(SecurityEvent e) => OutcomeOf(e) == SignInOutcome.CredentialFailure;

    /// <summary>A second factor was given now, in a sign-in or in a step of its own.</summary>
    public static bool GivesFactorNow(SecurityEvent e) => OutcomeOf(e) switch
    {
        SignInOutcome.FactorSuccess => true,
        SignInOutcome.Success => e.Auth is { IsMfa: true, MfaFromToken: false },
        _ => false,
    };

    public static SignInFlags FlagsOf(EnrichedEvent e)
    {
        var outcome = OutcomeOf(e.Event);
        var flags = outcome switch
        {
            SignInOutcome.Success => SignInFlags.Success,
            SignInOutcome.FactorSuccess => SignInFlags.Success | SignInFlags.FactorStep,
            SignInOutcome.FactorRefused => SignInFlags.Refused,
            SignInOutcome.FactorUnanswered => SignInFlags.Unanswered,
            _ => SignInFlags.None,
        };
        if (e.Src.Indicators.Length > 0)
        {
            flags |= SignInFlags.Listed;
        }

        if (e.Event.Device is { IsManaged: true } or { IsCompliant: true })
        {
            flags |= SignInFlags.Managed;
        }

        return e.Event.Auth is { } auth ? flags | FlagsOf(auth, e, outcome) : flags;
    }

    /// <summary>The name that a person is counted under.</summary>
    public static string? UserOf(SecurityEvent e) => e.UserKey ?? e.User?.Name;

    private static SignInFlags FlagsOf(AuthSection auth, EnrichedEvent e, SignInOutcome outcome)
    {
        var flags = SignInFlags.None;
        if (GivesFactorNow(e.Event))
        {
            flags |= SignInFlags.MfaNow;
        }
        else if (auth.MfaFromToken)
        {
            flags |= SignInFlags.MfaFromToken;
        }
        else if (auth.IsMfa == false)
        {
            flags |= SignInFlags.MfaAbsent;
        }

        if (auth.IsInteractive == false)
        {
            flags |= SignInFlags.Background;
        }

        if (auth.Failure == FailureKind.UnknownUser)
        {
            flags |= SignInFlags.UnknownUser;
        }

        if (outcome == SignInOutcome.FactorRefused && (Mentions(e.Event.StatusCode, "fraud") || Mentions(e.Event.Message, "fraud")))
        {
            flags |= SignInFlags.Fraud;
        }

        if (auth.FactorAddress is { } factor && (e.Src.Ip ?? e.Event.Src?.Ip) is { } access)
        {
            flags |= SameNetwork(factor, access) ? SignInFlags.FactorHere : SignInFlags.FactorElsewhere;
        }

        return flags;
    }

    // The pump knows the network of the source address only; for the other one the first three groups serve as well.
    private static bool SameNetwork(string one, string other)
    {
        if (string.Equals(one, other, StringComparison.Ordinal))
        {
            return true;
        }

        var separator = one.Contains(':', StringComparison.Ordinal) ? ':' : '.';
        return Prefix(one, separator).SequenceEqual(Prefix(other, separator));

        static ReadOnlySpan<char> Prefix(string ip, char separator)
        {
            var end = 0;
            for (var groups = 0; groups < 3; groups++)
            {
                var next = ip.AsSpan(end).IndexOf(separator);
                if (next < 0)
                {
                    return ip;
                }

                end += next + 1;
            }

            return ip.AsSpan(0, end);
        }
    }

    private static bool Mentions(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;

    private static SignInOutcome FailureOf(FailureKind failure) => failure switch
    {
        FailureKind.BadCredential or FailureKind.UnknownUser or FailureKind.AccountLocked => SignInOutcome.CredentialFailure,
        FailureKind.MfaDenied => SignInOutcome.FactorRefused,
        FailureKind.MfaTimeout => SignInOutcome.FactorUnanswered,
        FailureKind.MfaWrongCode => SignInOutcome.FactorWrongCode,
        _ => SignInOutcome.OtherFailure,
    };
}
