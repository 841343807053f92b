using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.PasswordSprayDistributed;

/// <summary>
/// Many addresses try a few passwords each on many users of a client. The client's own offices do not count, nor does
/// one address that sprays by itself; and a morning in which everybody mistypes looks different: each address knows one
/// user, and the number is usual for this client.
/// </summary>
public sealed class PasswordSprayDistributedDetector : Detector<PasswordSprayDistributedState>
{
    private const string DetectorId = "password_spray_distributed";
    private const int Slots = 512;
    private const int MaxNamed = 15;
    private static readonly string[] Techniques = ["T1110.003"];

    private readonly PasswordSprayDistributedOptions _options = PasswordSprayDistributedOptions.Default;

    public override string Id => DetectorId;

    public override EntityKind EntityKind => EntityKind.Client;

    private long WindowMs => (long)_options.Window.TotalMilliseconds;

    /// <summary>After a pause in arrival this long, failures that are over are forgotten.</summary>
    private long KeepMs => 12 * WindowMs;

    public override bool Wants(EnrichedEvent e) =>
        e.Src is { Ip: not null, Egress: not (EgressClass.Private or EgressClass.KnownEgress) }
        && SignIn.Of(e).Outcome == SignInOutcome.CredentialFailure
        && !string.IsNullOrEmpty(SignIn.UserOf(e.Event));

    protected override void Step(PasswordSprayDistributedState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var user = SignIn.UserOf(e.Event)!;
        var agent = e.Event.Device?.UserAgent ?? e.Event.Device?.Client;
        var failure = new ClientFailure
        {
            TimeMs = e.Event.TimeMs,
            Id = e.Event.Id,
            User = user,
            UserKey = Tally.KeyOf(user),
            Ip = e.Src.Ip!,
            IpKey = Tally.KeyOf(e.Src.Ip),
            Egress = e.Src.Egress,
            Asn = e.Src.Asn,
            AgentKey = agent is null ? 0 : Tally.KeyOf(agent),
        };
        if (!state.Failures.InsertAsItArrives(failure, e.Event.ReceivedMs, KeepMs, PasswordSprayDistributedState.MaxFailures))
        {
            return;
        }

        UsualFailures.Count(state, failure.TimeMs, _options.Alpha);
        var pauseMs = (long)_options.Pause.TotalMilliseconds;
        if (state.Episode.ToldLevel > 0 && state.Episode.With(failure.TimeMs, failure.TimeMs, pauseMs) is { ToldLevel: > 0 } running)
        {
            state.Episode = running with { Count = running.Count + 1 };
            if (LevelOf(state.Episode.Count) <= running.ToldLevel)
            {
                return;
            }
        }

        if (FindBest(state, failure.TimeMs) is { } window)
        {
            var episode = state.Episode.With(window.FirstMs, window.LastMs, pauseMs);
            episode = episode with { Count = Math.Max(episode.Count, window.Tries) };
            var level = LevelOf(episode.Count);
            if (level > episode.ToldLevel)
            {
                state.Episode = episode with { ToldLevel = level };
                Tell(state, window, e, context, sink);
            }
        }
    }

    protected override IEnumerable<string> Describe(PasswordSprayDistributedState state, in DetectionContext context)
    {
        var learning = state.LearnedQuarterHours < _options.LearningBuckets ? " (still learning)" : "";
        return [$"About {Words.Number(state.UsualAQuarterHour)} wrong passwords a quarter hour are usual{learning}; {state.Failures.Count} remembered."];
    }

    private int LevelOf(int count) => count < _options.MinTries ? 0 : 1 + (int)Math.Log2((double)count / _options.MinTries);

    private DistributedWindow? FindBest(PasswordSprayDistributedState state, long timeMs)
    {
        if (state.Failures.Between(timeMs - WindowMs, timeMs + WindowMs).Length < _options.MinTries)
        {
            return null;
        }

        DistributedWindow? best = null;
        var lastEnd = long.MinValue;
        foreach (ref readonly var end in state.Failures.Between(timeMs, timeMs + WindowMs))
        {
            // Equal times end the same window.
            if (end.TimeMs == lastEnd)
            {
                continue;
            }

            lastEnd = end.TimeMs;
            if (Measure(state.Failures.Between(end.TimeMs - WindowMs, end.TimeMs)) is { } window && (best is null || window.Users > best.Value.Users))
            {
                best = window;
            }
        }

        return best;
    }

    private DistributedWindow? Measure(ReadOnlySpan<ClientFailure> failures)
    {
        if (failures.Length < _options.MinTries)
        {
            return null;
        }

        Span<ulong> userKeys = stackalloc ulong[Slots];
        Span<int> userCounts = stackalloc int[Slots];
        Span<ulong> ipKeys = stackalloc ulong[Slots];
        Span<int> ipCounts = stackalloc int[Slots];
        var byUser = new Tally(userKeys, userCounts);
        var byIp = new Tally(ipKeys, ipCounts);
        foreach (ref readonly var failure in failures)
        {
            byUser.Add(failure.UserKey);
            byIp.Add(failure.IpKey);
        }

        return Measure(failures, byUser, byIp);
    }

    private DistributedWindow? Measure(ReadOnlySpan<ClientFailure> failures, Tally byUser, Tally byIp)
    {
        var users = new HashSet<ulong>();
        var addresses = new HashSet<ulong>();
        var pairs = new HashSet<(ulong, ulong)>();
        var networks = new HashSet<int>();
        var agents = new Dictionary<ulong, int>();
        var (tries, anonymous) = (0, 0);
        long first = 0, last = 0;
        foreach (ref readonly var failure in failures)
        {
            if (byUser.CountOf(failure.UserKey) > _options.MaxTriesAUser || byIp.CountOf(failure.IpKey) > failures.Length * _options.MaxShareOfOneAddress)
            {
                continue;
            }

            first = tries++ == 0 ? failure.TimeMs : first;
            last = failure.TimeMs;
            users.Add(failure.UserKey);
            addresses.Add(failure.IpKey);
            pairs.Add((failure.IpKey, failure.UserKey));
            anonymous += SignIn.IsAnonymous(failure.Egress) ? 1 : 0;
            if (failure.Asn != 0)
            {
                networks.Add(failure.Asn);
            }

            if (failure.AgentKey != 0)
            {
                agents[failure.AgentKey] = agents.GetValueOrDefault(failure.AgentKey) + 1;
            }
        }

        if (tries < _options.MinTries || users.Count < _options.MinUsers || addresses.Count < _options.MinAddresses)
        {
            return null;
        }

        var shared = pairs.GroupBy(p => p.Item1).Count(g => g.Count() > 1);
        var oneAgent = agents.Count > 0 && agents.Values.Max() * 10 >= tries * 8;
        return new DistributedWindow(first, last, tries, users.Count, addresses.Count, shared, anonymous, networks.Count, oneAgent);
    }

    private void Tell(PasswordSprayDistributedState state, in DistributedWindow window, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var draft = new SignalDraft(DetectorId, context);
        Weigh(draft, state, window);
        var users = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var addresses = new HashSet<string>(StringComparer.Ordinal);
        foreach (ref readonly var failure in state.Failures.Between(window.FirstMs, window.LastMs))
        {
            draft.Rests(failure.Id);
            if (users.Count < MaxNamed && users.Add(failure.User))
            {
                draft.RelatesUser(failure.User);
            }

            if (addresses.Count < MaxNamed && addresses.Add(failure.Ip))
            {
                draft.RelatesAddress(failure.Ip, failure.Egress);
            }
        }

        sink.Emit(draft.Build(
            e,
            $"{state.Episode.AnchorMs}",
            state.Episode.FirstMs,
            $"{window.Addresses} addresses tried passwords on {window.Users} users",
            Techniques,
            "See whether one of these users signed in from a new place since. Turn on stricter sign-in rules for a while; blocking single addresses helps little.",
            SignalSubject.Empty));
    }

    private void Weigh(SignalDraft draft, PasswordSprayDistributedState state, in DistributedWindow window)
    {
        draft.For("many_users_many_addresses", $"{window.Tries} failed attempts on {window.Users} users from {window.Addresses} addresses within {Words.Span(window.LastMs - window.FirstMs)}.", 40);
        var sharedShare = (double)window.SharedAddresses / window.Addresses;
        if (sharedShare >= 0.3)
        {
            draft.For("addresses_try_several_users", $"{window.SharedAddresses} of the addresses tried more than one user.", 20 * sharedShare);
        }
        else
        {
            draft.Against("each_address_its_user", "Nearly every address tried one user only, as people do who mistype.", 20);
        }

        if (window.Anonymous * 4 >= window.Tries)
        {
            draft.For("anonymous_networks", $"{Words.Count(window.Anonymous, "attempt")} came from hosting providers, commercial VPNs or Tor.", 15.0 * window.Anonymous / window.Tries);
        }

        if (window.OneAgent)
        {
            draft.For("same_software", "Nearly all attempts name the same client software.", 10);
        }

        if (window.Networks == 1)
        {
            draft.For("one_provider", "All the addresses belong to one provider.", 6);
        }

        WeighUsual(draft, state, window.Tries);
    }

    private void WeighUsual(SignalDraft draft, PasswordSprayDistributedState state, int tries)
    {
        var usual = Words.Number(state.UsualAQuarterHour);
        if (state.LearnedQuarterHours < _options.LearningBuckets)
        {
            draft.For("usual_number_unknown", "It is still being learned how many failures are usual at this client.", 0);
        }
        else if (tries >= 5 * state.UsualAQuarterHour)
        {
            draft.For("unusual_number", $"About {usual} failures a quarter hour are usual at this client.", 12);
        }
        else if (tries <= 3 * state.UsualAQuarterHour)
        {
            draft.Against("usual_number", $"About {usual} failures a quarter hour are usual at this client.", 20);
        }
    }
}
