using System.Globalization;
using Soc.Model.Response;

namespace Soc.Response.Connectors.CaptureAgent;

/// <summary>Capture agents in sentences.</summary>
internal static class Agents
{
    /// <summary>When it makes sense to ask again.</summary>
    public const long AskAgainMs = 2_000;

    public static SensorAtHand[] Able(IReadOnlyList<SensorAtHand> all) => [.. all.Where(s => s is { IsConnected: true, MayReset: true })];

    public static string Others(IReadOnlyList<SensorAtHand> all)
    {
        var away = all.Where(s => !s.IsConnected).ToArray();
        var off = all.Where(s => s is { IsConnected: true, MayReset: false }).ToArray();
        return (away.Length > 0 ? $" Not connected: {Names(away)}." : "") + (off.Length > 0 ? $" Resets are off at {Names(off)}." : "");
    }

    public static ContainmentOutcome Later(string reason) => Outcome(ContainmentOutcomeKind.Pending, reason) with { RetryAfterMs = AskAgainMs };

    public static ContainmentOutcome Outcome(ContainmentOutcomeKind kind, string reason) => new() { Kind = kind, Reason = reason };

    public static string Names(SensorAtHand[] some) => some.Length <= 3 ? string.Join(", ", some.Select(s => s.Name)) : FormattableString.Invariant($"{some[0].Name} and {some.Length - 1} others");

    public static string Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
