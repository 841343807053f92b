using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;

namespace Soc.Detection.Detectors.BruteForceSuccess;

/// <summary>Weighs failures and the success after them.</summary>
internal static class BruteForceSuccessJudge
{
    public const string OldPassword = "user_with_old_password";
    public const string FailuresElsewhere = "own_network_while_others_guess";

    private const double BenignAtMost = 25;
    public static readonly string[] Techniques = ["T1110.001", "T1078"];

    public static SignalDraft Weigh(
        string detector,
        BruteForceSuccessOptions options,
        BruteForceSuccessState state,
        SignInMemory memory,
        in SignInMark success,
        SignInMark[] failures,
        in DetectionContext context,
        out string? benign)
    {
        var draft = new SignalDraft(detector, context);
        var network = success.NetworkHash;
        var fromSame = failures.Count(f => f.NetworkHash == network && network != 0);
        var addresses = failures.Where(f => !f.Address.IsNone).Select(f => f.Address).Distinct().ToArray();
        var isUsual = memory.IsOwnNetwork(success.NetworkHash, success.TimeMs - (long)options.UsualAfter.TotalMilliseconds);
        var isAnonymous = SignIn.IsAnonymous(success.Egress);
        var isListed = success.Has(SignInFlags.Listed);

        foreach (var failure in failures)
        {
            draft.Rests(failure.Id);
            draft.RelatesAddress(failure.Ip, failure.Egress);
        }

        draft.Rests(success.Id);
        draft.RelatesAddress(success.Ip, success.Egress);

        var atLeast = state.Attempts.Count >= BruteForceSuccessState.MaxAttempts ? "at least " : "";
        draft.For(
            "failures_then_success",
            $"{atLeast}{Words.Count(failures.Length, "wrong password")} within {Words.Span(success.TimeMs - failures[0].TimeMs)}, and then the sign-in succeeded.",
            45 + Math.Min(15, 5 * Math.Log2((double)failures.Length / options.MinFailures)));

        if (!isUsual && fromSame > 0)
        {
            draft.For("same_source", $"The success came from the network that {Words.Count(fromSame, "failure")} came from, and the user did not use it before.", 15);
        }
        else if (!isUsual)
        {
            draft.For("new_source", "The success came from a network that neither the failures nor the user's earlier sign-ins came from.", 8);
        }

        if (addresses.Length >= options.ManySources)
        {
            draft.For("many_sources", $"The failures came from {addresses.Length} addresses: somebody guesses from many places.", 10);
        }

        WeighFactor(draft, success);
        if (isListed)
        {
            draft.For("address_listed", "The address that succeeded stands on a list.", 10);
        }

        if (success.Country is { } country && memory.Places.Length > 1 && !memory.KnowsCountry(success.CountryCode, SeenTable.DayOf(success.TimeMs), orGateway: true))
        {
            draft.For("new_country", $"The user's earlier sign-ins did not come from {country}.", 10);
        }

        draft.WeighNetwork(success.Egress);
        if (success.Has(SignInFlags.Managed))
        {
            draft.Against("managed_device", "The sign-in came from a managed device.", 15);
        }

        benign = null;
        if (isUsual && !isAnonymous && !isListed)
        {
            benign = WeighUsual(draft, success, failures.Length, fromSame);
        }

        return draft;
    }

    private static void WeighFactor(SignalDraft draft, in SignInMark success)
    {
        if (success.Has(SignInFlags.MfaNow))
        {
            draft.Against("mfa_satisfied", "A second factor was given in the sign-in that succeeded.", 20);
        }
        else if (success.Has(SignInFlags.MfaAbsent))
        {
            draft.For("no_mfa", "The sign-in that succeeded had no second factor.", 12);
        }
        else if (success.Has(SignInFlags.MfaFromToken))
        {
            draft.Against("mfa_from_token", "An earlier token answered for the second factor.", 5);
        }
        else
        {
            draft.For("mfa_unknown", "The source does not say whether a second factor was given.", 5);
        }
    }

    // The commonest false alarm: people mistype, or a phone keeps trying the password of last month.
    private static string? WeighUsual(SignalDraft draft, in SignInMark success, int failures, int fromSame)
    {
        string? benign = null;
        if (fromSame == failures)
        {
            draft.Against("own_network", "Failures and success came from a network that this user has long signed in from.", 15);
            benign = success.Has(SignInFlags.MfaNow) || success.Has(SignInFlags.Managed) ? OldPassword : null;
        }
        else if (fromSame == 0)
        {
            draft.Against("failures_elsewhere", "The success came from the user's usual network; the failures came from elsewhere, so the guessing did not succeed.", 20);
            benign = success.Has(SignInFlags.MfaNow) || success.Has(SignInFlags.Managed) ? FailuresElsewhere : null;
        }
        else
        {
            draft.Against("usual_network", "The success came from a network that this user has signed in from before.", 15);
        }

        if (benign is not null && draft.Score > BenignAtMost)
        {
            draft.Against("all_of_it_fits", "Usual network and a proof of the person or the device fit together.", draft.Score - BenignAtMost);
        }

        return benign;
    }
}
