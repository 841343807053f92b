using Soc.Model.Events;

namespace Soc.Detection.SignIns;

/// <summary>What is remembered of the event in a few bits.</summary>
public sealed partial class SignIn
{
    private SignInFlags FlagsOf()
    {
        var flags = Outcome switch
        {
            SignInOutcome.Success => SignInFlags.Success,
            SignInOutcome.FactorSuccess => SignInFlags.Success | SignInFlags.FactorStep,
            SignInOutcome.FactorRefused => SignInFlags.Refused,
            SignInOutcome.FactorUnanswered => SignInFlags.Unanswered,
            _ => SignInFlags.None,
        };
        flags |= IsListed ? SignInFlags.Listed : SignInFlags.None;
        flags |= IsTrustedDevice ? SignInFlags.Managed : SignInFlags.None;
        return Event.Auth is { } auth ? flags | FlagsOf(auth) : flags;
    }

    private SignInFlags FlagsOf(AuthSection auth)
    {
        var flags = GivesFactorNow ? SignInFlags.MfaNow
            : auth.MfaFromToken ? SignInFlags.MfaFromToken
            : auth.IsMfa == false ? SignInFlags.MfaAbsent
            : SignInFlags.None;
        flags |= IsBackground ? SignInFlags.Background : SignInFlags.None;
        flags |= auth.Failure == FailureKind.UnknownUser ? SignInFlags.UnknownUser : SignInFlags.None;
        if (Outcome == SignInOutcome.FactorRefused && (Mentions(Event.StatusCode, "fraud") || Mentions(Event.Message, "fraud")))
        {
            flags |= SignInFlags.Fraud;
        }

        if (auth.FactorAddress is { } factor && (From.Ip ?? Event.Src?.Ip) is { } access)
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
}
