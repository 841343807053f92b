using Soc.Model.Response;
using static Soc.Response.Connectors.CaptureAgent.Agents;

namespace Soc.Response.Connectors.CaptureAgent;

/// <summary>What is known of a command by what agents said of it.</summary>
internal static class CommandWords
{
    /// <param name="all">Agents that it is for.</param>
    /// <param name="words">Those that it was said to, with what they said.</param>
    /// <param name="sent">What became of it on its way just now.</param>
    /// <param name="isVerify">It is asked about, and not sent for the first time.</param>
    public static ContainmentOutcome Judge(
        ContainmentOrder order, IReadOnlyList<SensorAtHand> all, List<(SensorAtHand Sensor, SensorWord[] Said)> words, (SensorAtHand Sensor, SensorHandOver Answer)[] sent, bool isVerify)
    {
        var seers = words.Where(w => w.Said.Any(s => IsSaid(s, "confirmed"))).ToArray();
        if (seers.Length > 0)
        {
            var brokenOff = seers.Sum(w => w.Said.Count(s => IsSaid(s, "confirmed")));
            return Outcome(ContainmentOutcomeKind.Confirmed, $"{Names([.. seers.Select(w => w.Sensor)])} saw {Connections(brokenOff)} broken off; it goes on until {Time(order.UntilMs)}.");
        }

        if (words.Exists(w => w.Said.Any(s => IsSaid(s, "attempted"))))
        {
            var isTalking = words.Exists(w => w.Said is [.., var last] && IsSaid(last, "failed") && last.Connections > 0);
            return Later(isTalking ? "Resets were sent, and the ends still talk: block it at the firewall as well." : "Resets were sent, and it is not seen yet that they broke anything off.");
        }

        var standing = words.Where(w => w.Said.Any(s => IsSaid(s, "standing")) && !IsRefused(w.Said)).Select(w => w.Sensor).ToArray();
        if (standing.Length > 0)
        {
            return Later($"{Names(standing)} stands by until {Time(order.UntilMs)}; no connection of it was seen.{NoLink(words)}");
        }

        var refused = words.Where(w => IsRefused(w.Said)).ToArray();
        if (refused.Length > 0 && refused.Length == words.Count)
        {
            return Outcome(ContainmentOutcomeKind.Failed, $"{Names([.. refused.Select(r => r.Sensor)])} refused it: {Why(refused[0].Said[^1].Reason)}{Skew(refused[0].Sensor)}");
        }

        if (!isVerify && sent.All(s => s.Answer == SensorHandOver.Sent))
        {
            return Later($"{Names([.. sent.Select(s => s.Sensor)])} was told, and has not answered yet.");
        }

        return Outcome(
            ContainmentOutcomeKind.Unverified,
            Able(all).Length == 0 ? $"No capture agent that was told is connected now; one that has the command carries it out.{Others(all)}" : "It is not known what became of the command: it is asked again.")
            with { IsTransient = true, RetryAfterMs = AskAgainMs };
    }

    public static bool IsSaid(SensorWord word, string outcome) => string.Equals(word.Outcome, outcome, StringComparison.Ordinal);

    private static bool IsRefused(SensorWord[] said) => said is [.., { Connections: 0 } last] && IsSaid(last, "failed") && !last.Reason.StartsWith("NothingSeen", StringComparison.Ordinal);

    private static string NoLink(List<(SensorAtHand Sensor, SensorWord[] Said)> words) =>
        words.Exists(w => w.Said is [.., var last] && last.Reason.StartsWith("NoLink", StringComparison.Ordinal)) ? " One of them captures nothing at this moment." : "";

    private static string Why(string reason) => reason.Split(':')[0] switch
    {
        "NeverBlocked" => "it is on the list there of what is never blocked.",
        "Disabled" => "resets are off there (Soc__Capture__ResetsEnabled=true turns them on).",
        "TooManyCommands" => "it has as many commands as it takes; release some.",
        "Expired" or "NotYet" => "by its clock the command is not valid.",
        var other => $"{other}.",
    };

    private static string Skew(SensorAtHand sensor) =>
        Math.Abs(sensor.ClockSkewMs) < 5_000 ? "" : FormattableString.Invariant($" Its clock is {Math.Abs(sensor.ClockSkewMs) / 1_000} s {(sensor.ClockSkewMs > 0 ? "ahead" : "behind")}: correct it.");

    private static string Connections(int count) => count == 1 ? "one connection" : FormattableString.Invariant($"{count} connections");
}
