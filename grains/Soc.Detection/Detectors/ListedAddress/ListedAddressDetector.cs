using Soc.Detection.Credentials;
using Soc.Detection.Geo;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.ListedAddress;

/// <summary>
/// A user signs in from an address that stands on a list. The listing's age is judged by the kind of address, and held
/// against the second factor, the user's place and what went before. What arrives later (a second factor by another
/// source, failures, alerts of other products) changes the same finding.
/// </summary>
public sealed class ListedAddressDetector : Detector<ListedAddressState>
{
    private const string DetectorId = "listed_address";
    private const double TellAgainAfter = 2;
    private static readonly string[] Techniques = ["T1078", "T1133"];

    private readonly ListedAddressOptions _options = ListedAddressOptions.Default;

    public override string Id => DetectorId;

    public override EntityKind EntityKind => EntityKind.User;

    public override bool Wants(EnrichedEvent e) => SignInReader.OutcomeOf(e.Event) switch
    {
        SignInOutcome.Success => e.Src.Indicators.Length > 0 || e.Event.Auth?.IsInteractive != false,
        SignInOutcome.None => e.Event.Class == EventClass.DetectionFinding && SignInReader.HasUsableTime(e.Event),
        SignInOutcome.OtherFailure => false,
        _ => true,
    };

    protected override void Step(ListedAddressState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        switch (SignInReader.OutcomeOf(e.Event))
        {
            case SignInOutcome.None:
                AddFinding(state, e);
                break;
            case SignInOutcome.Success:
                AddSuccess(state, e, context);
                break;
            case SignInOutcome.FactorSuccess:
                ListedAddressMemory.LearnFactor(state, e);
                break;
            default:
                AddFailure(state, e);
                break;
        }

        if (state.Listed is { Count: > 0 })
        {
            Tell(state, e, context, sink);
        }
    }

    protected override IEnumerable<string> Describe(ListedAddressState state, in DetectionContext context)
    {
        var zone = context.Zone;
        var places = state.Places.OrderByDescending(p => p.LastMs)
            .Select(p => $"Was in {(CountryCode.Unpack(p.Country) ?? "an unknown country")}{(p.Asn == 0 ? "" : $" on AS{p.Asn}")}, last {Words.At(p.LastMs, zone)}.");
        var listed = new List<string>();
        foreach (ref readonly var signIn in state.Listed.ItemsOrEmpty())
        {
            listed.Add($"{(signIn.IsSuccess ? "Signed in" : "Failed to sign in")} from the listed address {Words.Place(signIn.Mark)} at {Words.At(signIn.TimeMs, zone)}.");
        }

        return places.Concat(listed);
    }

    private static void AddFinding(ListedAddressState state, EnrichedEvent e)
    {
        var finding = new ProductFinding
        {
            TimeMs = e.Event.TimeMs,
            Id = e.Event.Id,
            Product = e.Event.Reporter ?? e.Event.Source,
            Title = e.Event.Finding?.Title,
        };
        (state.Findings ??= new EventTimeRing<ProductFinding>()).Insert(finding, ListedAddressState.MaxFindings);
    }

    private void AddSuccess(ListedAddressState state, EnrichedEvent e, in DetectionContext context)
    {
        var isPersonal = SignInReader.IsPersonalSuccess(e.Event);
        var isListed = e.Src.Indicators.Length > 0;
        var deviceKnown = ListedAddressMemory.LearnDevice(state, e, learn: isPersonal && !isListed);
        if (isPersonal && SignInReader.GivesFactorNow(e.Event))
        {
            ListedAddressMemory.LearnFactor(state, e);
        }

        if (isListed)
        {
            AddListed(state, e, deviceKnown);
        }
        else if (isPersonal)
        {
            ListedAddressMemory.LearnPlace(state, e, context.Policy);
        }
    }

    private void AddFailure(ListedAddressState state, EnrichedEvent e)
    {
        state.Failures ??= new EventTimeRing<SignInMark>();
        state.Failures.Insert(SignInMark.Of(e), ListedAddressState.MaxFailures);
        state.Failures.DropBefore(state.Failures.Items[^1].TimeMs - (2 * (long)_options.FailuresBefore.TotalMilliseconds));
        if (e.Src.Indicators.Length > 0 && FindEpisode(state, e) is null)
        {
            AddListed(state, e, deviceKnown: false);
        }
    }

    private void AddListed(ListedAddressState state, EnrichedEvent e, bool deviceKnown)
    {
        var mark = SignInMark.Of(e);
        var episode = FindEpisode(state, e);
        (state.Listed ??= new EventTimeRing<ListedSignIn>()).Insert(
            new ListedSignIn
            {
                Mark = mark,
                Facts = e.Src,
                AnchorMs = episode?.AnchorMs ?? mark.TimeMs,
                ToldScore = episode?.ToldScore ?? -1,
                DeviceKnown = deviceKnown || mark.Has(SignInFlags.Managed),
                Service = e.Event.Auth?.Service,
            },
            ListedAddressState.MaxListed);
    }

    private ListedSignIn? FindEpisode(ListedAddressState state, EnrichedEvent e)
    {
        foreach (ref readonly var listed in state.Listed.ItemsOrEmpty())
        {
            if (string.Equals(listed.Mark.Ip, e.Src.Ip, StringComparison.Ordinal)
                && Math.Abs(listed.AnchorMs - e.Event.TimeMs) <= _options.FoldWithin.TotalMilliseconds)
            {
                return listed;
            }
        }

        return null;
    }

    // Each finding is weighed by its worst sign-in, and told when that changed.
    private void Tell(ListedAddressState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var listed = state.Listed!;
        for (var i = 0; i < listed.Count; i++)
        {
            var first = listed.Items[i];
            if (!IsFirstOfItsFinding(listed, i) || Math.Abs(first.TimeMs - e.Event.TimeMs) > _options.FoldWithin.TotalMilliseconds)
            {
                continue;
            }

            var worst = Judge(state, first, context);
            for (var k = i + 1; k < listed.Count; k++)
            {
                if (IsSameFinding(first, listed.Items[k]) && Judge(state, listed.Items[k], context) is var other && IsWorse(other, worst))
                {
                    worst = other;
                }
            }

            var (signIn, draft, benign) = worst;
            if (Math.Abs(draft.Score - first.ToldScore) >= TellAgainAfter)
            {
                sink.Emit(BuildSignal(draft, signIn, benign, e, context));
                RememberTold(listed, first, draft.Score);
            }
        }
    }

    private static bool IsWorse((ListedSignIn SignIn, SignalDraft Draft, string? Benign) one, (ListedSignIn SignIn, SignalDraft Draft, string? Benign) other) =>
        one.SignIn.IsSuccess != other.SignIn.IsSuccess ? one.SignIn.IsSuccess : one.Draft.Score >= other.Draft.Score;

    private static bool IsSameFinding(in ListedSignIn one, in ListedSignIn other) =>
        one.AnchorMs == other.AnchorMs && string.Equals(one.Mark.Ip, other.Mark.Ip, StringComparison.Ordinal);

    private static bool IsFirstOfItsFinding(EventTimeRing<ListedSignIn> listed, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (IsSameFinding(listed.Items[i], listed.Items[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static void RememberTold(EventTimeRing<ListedSignIn> listed, ListedSignIn finding, double score)
    {
        for (var i = 0; i < listed.Count; i++)
        {
            if (IsSameFinding(finding, listed.Items[i]))
            {
                listed.Replace(i, listed.Items[i] with { ToldScore = score });
            }
        }
    }

    private (ListedSignIn SignIn, SignalDraft Draft, string? Benign) Judge(ListedAddressState state, in ListedSignIn signIn, in DetectionContext context)
    {
        var draft = new SignalDraft(DetectorId, Techniques);
        draft.Rests(signIn.Id);
        draft.RelatesAddress(context.Entity.Client, signIn.Mark.Ip);
        if (signIn.IsSuccess)
        {
            return (signIn, draft, new ListedAddressJudge(_options, state, context).Weigh(draft, signIn));
        }

        var lists = signIn.Facts.Indicators.Select(h => h.List).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        draft.For("address_listed", $"{signIn.Mark.Ip} stands on {Words.Some(lists)}.", 20);
        draft.Against("nobody_got_in", "Only failed attempts: nobody got in from there.", 5);
        return (signIn, draft, null);
    }

    private static Signal BuildSignal(SignalDraft draft, in ListedSignIn signIn, string? benign, EnrichedEvent e, in DetectionContext context)
    {
        var user = context.Entity.Value;
        var title = !signIn.IsSuccess ? $"Failed sign-ins as {user} from the listed address {signIn.Mark.Ip}"
            : benign is null ? $"{user} signed in from the listed address {Words.Place(signIn.Facts)}"
            : $"{user} signed in from {Words.Place(signIn.Facts)}, whose listing went stale";
        var advice = !signIn.IsSuccess ? "Nothing to do unless a sign-in succeeds; the address can be blocked at the edge."
            : benign is null ? "Ask the user whether this was they. If not: end the sessions, reset the password, look at what was done since. Do not block the whole network."
            : "Nothing to do: close as benign. Report the listing as wrong, so that it weighs less next time.";
        var subject = new SignalSubject
        {
            User = user,
            Address = signIn.Mark.Ip,
            Country = signIn.Mark.Country,
            Asn = signIn.Mark.Asn,
            Service = signIn.Service,
        };
        return draft.Build(context, e, $"{signIn.Mark.Ip}|{signIn.AnchorMs}", signIn.TimeMs, title, advice, subject, benign);
    }
}
