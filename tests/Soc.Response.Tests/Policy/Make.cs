using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Response.Tests.Policy;

/// <summary>Policies, rules and incidents as the tests need them.</summary>
internal static class Make
{
    public const string Client = "acme";

    public static readonly TimeZoneInfo Zurich = TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich");

    public static readonly EntityKey Laptop = EntityKey.Device(Client, "lt-anna");
    public static readonly EntityKey Server = EntityKey.Device(Client, "srv-db01");
    public static readonly EntityKey Anna = EntityKey.User(Client, "anna@example.com");
    public static readonly EntityKey Attacker = EntityKey.Address(Client, "198.51.100.7");

    /// <summary>Tuesday 10 March 2026, 03:12 in Zürich.</summary>
    public static readonly long Night = Local(2026, 3, 10, 3, 12);

    /// <summary>The same Tuesday at 11:00.</summary>
    public static readonly long Day = Local(2026, 3, 10, 11, 0);

    public static ClientPolicy Policy(params RuleOfEngagement[] rules) => ClientPolicy.DefaultFor(Client) with
    {
        TimeZone = "Europe/Zurich",
        Version = 7,
        RulesOfEngagement = rules,
        Engagement = Engagement.Default with
        {
            AssetClasses = [new("device:srv-*", "server"), new("device:sw-??", "network_device"), new("user:adm-*", "privileged_user"), new("user:svc-*", "service_account")],
        },
    };

    public static RuleOfEngagement Rule(string? action, string mode, double min = 0, double max = 100, int minutes = 60, string hours = "any", string id = "", params string[] classes) =>
        new(action, mode, min, minutes) { MaxScore = max, Hours = new(hours, null, null), Id = id, AssetClasses = classes };

    public static Incident Incident(double score, long atMs, params EntityKey[] entities) => new()
    {
        Id = "inc-1",
        Client = Client,
        Score = score,
        Entities = entities,
        Signals = [Signal(score, atMs, entities)],
        Escalation = new(EscalationDecision.Notify, "by the thresholds", false),
        FirstSeenMs = atMs,
        LastSeenMs = atMs,
        DetectedAtMs = atMs,
    };

    public static Signal Signal(double score, long atMs, params EntityKey[] entities) => new()
    {
        Id = SignalId.Of("test", entities[0], score.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Detector = "test",
        Entity = entities[0],
        Related = entities[1..],
        Score = score,
        AtMs = atMs,
        FirstMs = atMs,
        ReceivedMs = atMs,
        Title = "it happened",
    };

    public static long Local(int year, int month, int day, int hour, int minute, TimeZoneInfo? zone = null)
    {
        var local = new DateTime(year, month, day, hour, minute, 0);
        return new DateTimeOffset(local, (zone ?? Zurich).GetUtcOffset(local)).ToUnixTimeMilliseconds();
    }
}
