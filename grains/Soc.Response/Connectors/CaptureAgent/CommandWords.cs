using Soc.Model.Response;
using static Soc.Response.Connectors.CaptureAgent.Agents;

namespace Soc.Response.Connectors.CaptureAgent;

/// <summary>What is known of a command by what agents said of it.</summary>
internal static class CommandWords
{
    /// <summary>A sensor's word that it has ended a command that was taken back.</summary>
    public const string Ended = "ended";

    /// <param name="all">Agents that it is for.</param>
    /// <param name="words">Those that it was said to, with what they said.</param>
    /// <param name="sent">What became of it on its way just now.</param>
    /// <param name="isVerify">It is asked about, and not sent for the first time.</param>
    public static ContainmentOutcome Judge(
        ContainmentOrder order, IReadOnlyList<SensorAtHand> all, List<(SensorAtHand Sensor, SensorWord[] Said)> words, (SensorAtHand Sensor, SensorHandOver Answer)[] sent, bool isVerify)
    {
        // Who has ended or refuses it by now breaks nothing off any more, whatever he did before. What was done for good stays done.
        var off = words.Where(w => IsOff(w.Said)).ToArray();
        var live = words.FindAll(w => order.Action == ContainmentAction.ResetConnection || !IsOff(w.Said));
        var seers = live.Where(w => w.Said.Any(s => IsSaid(s, "confirmed"))).ToArray();
        if (seers.Length > 0)
        {
            var brokenOff = seers.Sum(w => w.Said.Count(s => IsSaid(s, "confirmed")));
            var full = seers.Where(w => w.Said.Any(s => IsFor(s, "TooManyConnections"))).Select(w => w.Sensor).ToArray();
            return Outcome(
                ContainmentOutcomeKind.Confirmed,
                $"{Names([.. seers.Select(w => w.Sensor)])} saw {Connections(brokenOff)} broken off; it goes on until {Time(order.UntilMs)}.{(full.Length == 0 ? "" : $" As many as it may were broken off at {Names(full)} ('maxConnections').")}");
        }

        if (live.Exists(w => w.Said.Any(s => IsSaid(s, "attempted"))))
        {
            var isTalking = live.Exists(w => w.Said is [.., var last] && IsSaid(last, "failed") && last.Connections > 0);
            return Later(isTalking ? "Resets were sent, and the ends still talk: block it at the firewall as well." : "Resets were sent, and it is not seen yet that they broke anything off.");
        }

        var standing = words.Where(w => w.Said.Any(s => IsSaid(s, "standing")) && !IsOff(w.Said)).Select(w => w.Sensor).ToArray();
        if (standing.Length > 0)
        {
            return Later($"{Names(standing)} stands by until {Time(order.UntilMs)}; no connection of it was seen.{NoLink(words)}");
        }

        if (off.Length > 0 && off.Length == words.Count)
        {
            var refused = off.Where(w => !IsSaid(w.Said[^1], Ended)).ToArray();
            return Outcome(ContainmentOutcomeKind.Failed, refused.Length == 0
                ? $"{Names([.. off.Select(o => o.Sensor)])} was told to end it, and breaks nothing off any more."
                : $"{Names([.. refused.Select(r => r.Sensor)])} refused it: {Why(refused[0].Said[^1].Reason)}{Skew(refused[0].Sensor)}");
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

    /// <summary>By its last word a sensor has ended the command or refuses it. One that has reset as many connections as it may has not: it did what it was told.</summary>
    public static bool IsOff(SensorWord[] said)
    {
        if (said is not [.., { Connections: 0 } last])
        {
            return false;
        }

        return IsSaid(last, Ended) || (IsSaid(last, "failed") && (IsDropped(last) || !(IsFor(last, "NothingSeen") || Array.Exists(said, s => IsSaid(s, "attempted") || IsSaid(s, "confirmed")))));
    }

    // For these a sensor drops a command that it had taken.
    private static bool IsDropped(SensorWord word) => IsFor(word, "NeverBlocked") || IsFor(word, "Disabled") || IsFor(word, "BadCommand") || IsFor(word, "ClockSetBack");

    private static bool IsFor(SensorWord word, string reason) => word.Reason.StartsWith(reason, StringComparison.Ordinal);

    private static string NoLink(List<(SensorAtHand Sensor, SensorWord[] Said)> words) =>
        words.Exists(w => w.Said is [.., var last] && IsFor(last, "NoLink")) ? " One of them captures nothing at this moment." : "";

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
