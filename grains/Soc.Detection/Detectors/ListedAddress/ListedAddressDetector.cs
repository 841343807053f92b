using Soc.Detection.SignIns;
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
public sealed class ListedAddressDetector : UserDetector<ListedAddressState>
{
    private const string DetectorId = "listed_address";
    private const double TellAgainAfter = 2;
    private static readonly string[] Techniques = ["T1078", "T1133"];

    private readonly ListedAddressOptions _options = ListedAddressOptions.Default;

    public override string Id => DetectorId;

    private long KeepMs => (long)_options.Keep.TotalMilliseconds;

    protected override bool Wants(SignIn s) => s.Outcome switch
    {
        SignInOutcome.Success => s.IsListed || !s.IsBackground,
        SignInOutcome.None => s.Event.Class == EventClass.DetectionFinding && SignIn.HasUsableTime(s.Event),
        SignInOutcome.OtherFailure => false,
        _ => true,
    };

    protected override ListedAddressState? Step(ListedAddressState? state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        // What nobody added to for long is over, however old the events in it are.
        if (state is not null && s.Event.ReceivedMs - state.LastArrivalMs > KeepMs)
        {
            state = null;
        }

        if (s.Outcome is SignInOutcome.Success or SignInOutcome.FactorSuccess)
        {
            if (s.Outcome == SignInOutcome.Success && s.IsListed)
            {
                state = Opened(state, s);
                AddListed(state, s, IsDeviceKnown(memory, s));
            }
        }
        else
        {
            state = Opened(state, s);
            if (s.Outcome == SignInOutcome.None)
            {
                AddFinding(state, s);
            }
            else
            {
                AddFailure(state, s);
            }
        }

        if (state is { Listed.Count: > 0 })
        {
            Tell(state, s, memory, context, sink);
        }

        return state;
    }

    protected override IEnumerable<string> Describe(ListedAddressState state, in DetectionContext context)
    {
        var zone = context.Zone;
        var listed = new List<string>();
        foreach (ref readonly var signIn in state.Listed.ItemsOrEmpty())
        {
            listed.Add($"{(signIn.IsSuccess ? "Signed in" : "Failed to sign in")} from the listed address {Words.Place(signIn.Mark)} at {Words.At(signIn.TimeMs, zone)}.");
        }

        return listed;
    }

    private static ListedAddressState Opened(ListedAddressState? state, SignIn s)
    {
        state ??= new ListedAddressState();
        state.LastArrivalMs = Math.Max(state.LastArrivalMs, s.Event.ReceivedMs);
        return state;
    }

    private bool IsDeviceKnown(SignInMemory memory, SignIn s) =>
        (s.Event.Device?.Uid ?? s.Event.Device?.Hostname) is { Length: > 0 } && memory.Devices.Find(s.Device, s.Day, _options.DeviceDays) is not null;

    private void AddFinding(ListedAddressState state, SignIn s)
    {
        var finding = new ProductFinding
        {
            TimeMs = s.TimeMs,
            Id = s.Event.Id,
            Product = PooledName.Of(s.Event.Reporter ?? s.Event.Source),
        };
        (state.Findings ??= new EventTimeRing<ProductFinding>()).InsertAsItArrives(finding, s.Event.ReceivedMs, KeepMs, ListedAddressState.MaxFindings);
    }

    private void AddFailure(ListedAddressState state, SignIn s)
    {
        (state.Failures ??= new EventTimeRing<SignInMark>()).InsertAsItArrives(
            SignInMark.Of(s), s.Event.ReceivedMs, 2 * (long)_options.FailuresBefore.TotalMilliseconds, ListedAddressState.MaxFailures);
        if (s.IsListed && FindEpisode(state, s.Source) is null)
        {
            AddListed(state, s, deviceKnown: false);
        }
    }

    private void AddListed(ListedAddressState state, SignIn s, bool deviceKnown)
    {
        var mark = SignInMark.Of(s);
        var episode = FindEpisode(state, s.Source);
        (state.Listed ??= new EventTimeRing<ListedSignIn>()).InsertAsItArrives(
            new ListedSignIn
            {
                Mark = mark,
                Facts = s.From,
                AnchorMs = episode?.AnchorMs ?? mark.TimeMs,
                ToldScore = episode?.ToldScore ?? -1,
                DeviceKnown = deviceKnown || mark.Has(SignInFlags.Managed),
                Service = s.Event.Auth?.Service,
            },
            s.Event.ReceivedMs,
            KeepMs,
            ListedAddressState.MaxListed);
    }

    private ListedSignIn? FindEpisode(ListedAddressState state, EnrichedEvent e)
    {
        foreach (ref readonly var listed in state.Listed.ItemsOrEmpty())
        {
            if (string.Equals(listed.Facts.Ip, e.Src.Ip, StringComparison.Ordinal)
                && Math.Abs(listed.AnchorMs - e.Event.TimeMs) <= _options.FoldWithin.TotalMilliseconds)
            {
                return listed;
            }
        }

        return null;
    }

    // Each finding is weighed by its worst sign-in, and told when that changed.
    private void Tell(ListedAddressState state, SignIn s, SignInMemory memory, in DetectionContext context, ISignalSink sink)
    {
        var listed = state.Listed!;
        for (var i = 0; i < listed.Count; i++)
        {
            var first = listed.Items[i];
            if (!IsFirstOfItsFinding(listed, i) || Math.Abs(first.TimeMs - s.TimeMs) > _options.FoldWithin.TotalMilliseconds)
            {
                continue;
            }

            var worst = Judge(state, memory, first, context);
            for (var k = i + 1; k < listed.Count; k++)
            {
                if (IsSameFinding(first, listed.Items[k]) && Judge(state, memory, listed.Items[k], context) is var other && IsWorse(other, worst))
                {
                    worst = other;
                }
            }

            var (signIn, draft, benign) = worst;
            if (first.ToldScore < 0 ? draft.IsWorthTelling : Math.Abs(draft.Score - first.ToldScore) >= TellAgainAfter)
            {
                sink.Emit(BuildSignal(draft, signIn, benign, s.Source, context));
                RememberTold(listed, first, draft.Score);
            }
        }
    }

    private static bool IsWorse((ListedSignIn SignIn, SignalDraft Draft, string? Benign) one, (ListedSignIn SignIn, SignalDraft Draft, string? Benign) other) =>
        one.SignIn.IsSuccess != other.SignIn.IsSuccess ? one.SignIn.IsSuccess : one.Draft.Score >= other.Draft.Score;

    private static bool IsSameFinding(in ListedSignIn one, in ListedSignIn other) =>
        one.AnchorMs == other.AnchorMs && string.Equals(one.Facts.Ip, other.Facts.Ip, StringComparison.Ordinal);

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

    private (ListedSignIn SignIn, SignalDraft Draft, string? Benign) Judge(ListedAddressState state, SignInMemory memory, in ListedSignIn signIn, in DetectionContext context)
    {
        var draft = new SignalDraft(DetectorId, context);
        draft.Rests(signIn.Id);
        draft.RelatesAddress(signIn.Mark.Ip, signIn.Mark.Egress);
        if (signIn.IsSuccess)
        {
            return (signIn, draft, new ListedAddressJudge(_options, state, memory).Weigh(draft, signIn));
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
        return draft.Build(e, $"{signIn.Facts.Ip}|{signIn.AnchorMs}", signIn.TimeMs, title, Techniques, advice, subject, benign);
    }
}
