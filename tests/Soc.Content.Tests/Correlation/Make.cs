using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Content.Tests.Correlation;

/// <summary>Hand-made signals and policies.</summary>
internal static class Make
{
    public const string Client = "acme";

    public static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static readonly ClientPolicy Policy = ClientPolicy.DefaultFor(Client) with { TimeZone = "Europe/London" };

    public static readonly string[] StandardColleagues = [.. Enumerable.Range(0, 40).Select(i => $"colleague{i}@example.com")];

    public static long At(int year, int month, int day, int hour, int minute = 0) =>
        new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static Signal Signal(string id, string detector, string user, double score, long atMs, params int[] events) => new()
    {
        Id = id,
        Detector = detector,
        Entity = EntityKey.User(Client, user),
        Score = score,
        AtMs = atMs,
        FirstMs = atMs,
        ReceivedMs = atMs + 500,
        Title = $"{user} did {detector}",
        EvidenceFor = [new Evidence(detector + "_seen", $"{detector} was seen.", score)],
        EventIds = [.. events.Select(e => new EventId(7, (ulong)e))],
        Subject = new SignalSubject { User = user },
    };

    public static Signal From(this Signal signal, string address, string? country = null, int asn = 0) => signal with
    {
        Subject = signal.Subject with { Address = address, Country = country, Asn = asn },
        Related = [.. signal.Related, EntityKey.Address(Client, address)],
    };
}
