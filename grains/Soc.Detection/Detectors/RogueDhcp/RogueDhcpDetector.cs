using Soc.Detection.Network;
using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Signals;

namespace Soc.Detection.Detectors.RogueDhcp;

/// <summary>
/// A server that nobody knows gives addresses at the client: a home router plugged in by mistake, or somebody who leads all traffic through
/// himself. The client's servers are learned, relays are looked through by what the server says of itself, and pairs that are seen in the
/// learning time are known ever after.
/// </summary>
public sealed class RogueDhcpDetector () : NetworkDetector<RogueDhcpState>(DetectorId, EntityKind.Client), IDailyNewsDetector
{
    private const string DetectorId = "rogue_dhcp";
    private static readonly string[] Techniques = ["T1557.003"];

    private readonly RogueDhcpOptions _options = RogueDhcpOptions.Default;

    protected override bool Matters(EnrichedEvent e) => DhcpAnswer.Of(e.Event) is not null;

    public string? NewsOf(EnrichedEvent e) =>
        DhcpAnswer.Of(e.Event) is { } answer ? $"{answer.Server} {answer.Network} {(answer.HasGiven ? "ack" : "offer")}" : null;

    protected override void Step(RogueDhcpState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink)
    {
        var answer = DhcpAnswer.Of(e.Event)!.Value;
        var at = e.Event.TimeMs;
        var learning = state.Clock.StillLearning(at, context.Policy.LearningDays);
        state.Clock = state.Clock.Observe(at);
        var index = Array.FindIndex(state.Servers, s => string.Equals(s.Ip, answer.Server, StringComparison.Ordinal));
        if (index >= 0 && at - state.Servers[index].LastMs <= _options.Forget.TotalMilliseconds)
        {
            Meet(state, index, answer, e, learning, context, sink);
            return;
        }

        if (index >= 0)
        {
            state.Servers = [.. state.Servers.Where((_, i) => i != index)];
        }

        var rival = RivalOf(state, answer, at);
        var server = new DhcpServer
        {
            Ip = answer.Server,
            FirstMs = at,
            LastMs = at,
            Networks = answer.Network == 0 ? [] : [answer.Network],
            HasGiven = answer.HasGiven,
            Rival = rival?.Ip,
            RivalLastMs = rival?.LastMs ?? 0,
            WasLearning = learning is not null,

            // The first server of a client is learned, and while learning also those of further networks.
            FindingMs = state.Servers.Length == 0 || (learning is not null && rival is null) ? 0 : at,
        };
        if (state.Servers.Length >= RogueDhcpState.MaxServers)
        {
            var oldest = state.Servers.MinBy(s => s.LastMs)!;
            state.Servers = [.. state.Servers.Where(s => s != oldest)];
        }

        state.Servers = [.. state.Servers, server];
        Tell(state, state.Servers.Length - 1, e, learning, context, sink);
    }

    protected override IEnumerable<string> Describe(RogueDhcpState state, in DetectionContext context) =>
        [$"{Words.Count(state.Servers.Length, "server")} known to give addresses: {Words.Some([.. state.Servers.Select(s => s.Ip)], 8)}."];

    private static DhcpServer? RivalOf(RogueDhcpState state, in DhcpAnswer answer, long at)
    {
        var network = answer.Network;
        return network == 0
            ? null
            : state.Servers.Where(s => s.FirstMs <= at && s.Networks.Contains(network)).OrderByDescending(s => s.LastMs).ThenBy(s => s.Ip, StringComparer.Ordinal).FirstOrDefault();
    }

    // A known server: nothing changes but what is learned of it.
    private void Meet(RogueDhcpState state, int index, in DhcpAnswer answer, EnrichedEvent e, string? learning, in DetectionContext context, ISignalSink sink)
    {
        var server = state.Servers[index];
        var at = e.Event.TimeMs;
        var isNewNetwork = answer.Network != 0 && !server.Networks.Contains(answer.Network) && server.Networks.Length < RogueDhcpState.MaxNetworks;
        var isNews = isNewNetwork || (answer.HasGiven && !server.HasGiven);
        if (!isNews && at <= server.LastMs && at >= server.FirstMs)
        {
            return;
        }

        state.Servers[index] = server with
        {
            FirstMs = Math.Min(server.FirstMs, at),
            LastMs = Math.Max(server.LastMs, at),
            Networks = isNewNetwork ? [.. server.Networks, answer.Network] : server.Networks,
            HasGiven = server.HasGiven || answer.HasGiven,
        };
        if (isNews && server.FindingMs != 0 && Math.Abs(at - server.FindingMs) <= _options.Refine.TotalMilliseconds)
        {
            Tell(state, index, e, learning, context, sink);
        }
    }

    private void Tell(RogueDhcpState state, int index, EnrichedEvent e, string? learning, in DetectionContext context, ISignalSink sink)
    {
        var server = state.Servers[index];
        if (server.FindingMs == 0)
        {
            return;
        }

        var draft = new SignalDraft(DetectorId, context);
        Weigh(draft, state, server, context);
        draft.StillLearning(learning);
        if (draft.Score < _options.LeastTold || !draft.IsNewOrWorse(server.ToldScore, _options.WorseBy))
        {
            return;
        }

        state.Servers[index] = server with { ToldScore = draft.Score };
        draft.RelatesAddress(server.Ip, EgressClass.Private);
        draft.Relates(EntityKey.Device(context.Entity.Client, server.Ip));
        draft.RelatesDevice(e.Event.Device);
        if (server.Rival is { } rival)
        {
            draft.RelatesAddress(rival, EgressClass.Private);
        }

        sink.Emit(draft.Build(
            e,
            $"{server.Ip}|{server.FindingMs}",
            server.FirstMs,
            $"An unknown server, {server.Ip}, gives addresses",
            Techniques,
            "Ask the client's IT whether they set it up. If not: find its switch port and close it; devices that took an address from it send their traffic where it says, and need a new one.",
            new SignalSubject { Device = server.Ip, Address = server.Ip },
            learning: learning));
    }

    private void Weigh(SignalDraft draft, RogueDhcpState state, DhcpServer server, in DetectionContext context)
    {
        var known = state.Servers.Where(s => s != server && s.FirstMs <= server.FirstMs).Select(s => s.Ip).ToArray();
        draft.For(
            "unknown_server",
            $"{server.Ip} gave addresses at {Words.At(server.FindingMs, context.Zone)}; the known servers are {Words.Some(known)}, learned since {Say.Day(state.Clock.SinceMs)}.",
            52);
        if (server.HasGiven)
        {
            draft.For("address_taken", "A device took an address from it.", 10);
        }

        if (server.Rival is { } rival)
        {
            draft.For("same_network", $"It gives addresses of a network for which {rival} does so.", 8);
            var silentMs = server.FindingMs - server.RivalLastMs;
            if (silentMs >= _options.Replaced.TotalMilliseconds)
            {
                draft.Against("may_be_a_replacement", $"{rival} has given none for {Words.Span(silentMs)}: the new one may have replaced it.", 26);
            }

            if (AreNeighbours(server.Ip, rival))
            {
                draft.Against("neighbour_of_the_known", $"Its address is next to that of {rival}: pairs of servers that stand in for each other are numbered so.", 12);
            }
        }
        else if (DhcpAnswer.NetworkOf(server.Ip) is var own && own != 0 && server.Networks.Contains(own) && server.Ip.EndsWith(".1", StringComparison.Ordinal) && own >> 8 == 0xC0A8)
        {
            draft.For("like_a_home_router", $"It gives addresses of its own small network ({server.Ip} and following), as routers for homes do.", 10);
        }
        else
        {
            draft.Against("a_network_of_its_own", "It gives addresses of a network that no known server has: a new site or segment looks like this.", 18);
        }

        if (draft.IsProtected(server.Ip))
        {
            draft.Against("protected_asset", $"{server.Ip} is a protected asset of the client, and so one of its own machines.", 38);
        }
    }

    private static bool AreNeighbours(string one, string other)
    {
        var (a, b) = (one.LastIndexOf('.'), other.LastIndexOf('.'));
        return a > 0 && b > 0
            && one.AsSpan(0, a).SequenceEqual(other.AsSpan(0, b))
            && byte.TryParse(one.AsSpan(a + 1), System.Globalization.CultureInfo.InvariantCulture, out var x)
            && byte.TryParse(other.AsSpan(b + 1), System.Globalization.CultureInfo.InvariantCulture, out var y)
            && Math.Abs(x - y) <= 2;
    }
}
