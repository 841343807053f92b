using System.Text;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;

namespace Soc.Response.Tests.Feeds;

/// <summary>Block lists made by hand.</summary>
internal static class Blocks
{
    /// <summary>2026-11-27T00:00:00Z.</summary>
    public const long T0 = 1_795_737_600_000;
    public const long MinuteMs = 60_000;
    public const long HourMs = 60 * MinuteMs;

    public const string Client = "acme";
    public const string Address = "203.0.113.7";

    public static readonly FeedContext NoContext = new([], 0);

    public static BlockRequest Request(string operation, string value = Address, long untilMs = T0 + HourMs, int score = 90, string reason = "Beacon to a listed address.") =>
        new(KindOf(value), value, operation, untilMs, score, reason);

    public static BlockKind KindOf(string value) =>
        value.Contains('/', StringComparison.Ordinal) ? BlockKind.Network : char.IsAsciiLetter(value[^1]) ? BlockKind.Domain : BlockKind.Address;

    public static BlockList Hold(this BlockList list, BlockRequest request, long nowMs, BlockAnswerKind expected)
    {
        var (next, answer) = list.Hold(request, nowMs);
        Shouldly.ShouldBeTestExtensions.ShouldBe(answer.Kind, expected);
        return next;
    }

    /// <summary>Two addresses, a network, two domains; the last is worth most.</summary>
    public static BlockListView Sample()
    {
        var list = BlockList.Empty;
        list = list.Hold(Request("op-1"), T0, BlockAnswerKind.Held);
        list = list.Hold(Request("op-2", "2001:db8::5", score: 80, reason: "Guessing\npasswords"), T0 + 10, BlockAnswerKind.Held);
        list = list.Hold(Request("op-3", "198.51.100.0/28", T0 + (2 * HourMs)), T0 + 20, BlockAnswerKind.Held);
        list = list.Hold(Request("op-4", "bad.example", score: 70), T0 + 30, BlockAnswerKind.Held);
        list = list.Hold(Request("op-5", "evil.bad-hosting.example", score: 99), T0 + 40, BlockAnswerKind.Held);
        return list.View(Client, T0 + 50);
    }

    public static byte[] Bytes(string feed, BlockListView view, FeedContext? context = null) => FeedFormats.All.Single(f => f.Name == feed).Render(view, context ?? NoContext);

    public static string Text(string feed, BlockListView view, FeedContext? context = null) => Encoding.UTF8.GetString(Bytes(feed, view, context));
}
