using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>Story 1, live: Amelia works in London at this time of day; minutes later she is in São Paulo, on a machine that nobody knows, and downloads.</summary>
public sealed class ImpossibleTravelStory : IStory
{
    private const int HistoryDays = 21;

    private static readonly Entra.Options Stranger = new()
    {
        App = "SharePoint Online",
        MfaMethod = null,
        Managed = false,
        Os = "Linux",
        Browser = "Firefox 131.0",
        UserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0",
    };

    private long _liveMs;

    public int Number => 1;

    public string Title => "Impossible travel";

    public string Expected => "impossible_travel, score from 90, told at once, on time";

    public IReadOnlyList<Person> People { get; } = [Cast.Amelia];

    public bool NeedsPlaces => true;

    public bool TellsDayOf(Person person, long dayMs, long storyDayMs) => person == Cast.Amelia;

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        for (var day = HistoryDays; day >= 1; day--)
        {
            // Just at this time of day, whatever time it is: the story is about the place.
            foreach (var record in InLondon(nowMs - (day * Clock.DayMs) + (day % 7 * Clock.MinuteMs)))
            {
                yield return record;
            }
        }
    }

    public IEnumerable<RawRecord> LiveRecords(long nowMs)
    {
        _liveMs = nowMs;
        var ip = Place.SaoPaulo.Ip(88);
        return
        [
            .. InLondon(nowMs - (50 * Clock.MinuteMs)),
            Entra.SignIn(Cast.Amelia, nowMs - 6_000, Place.SaoPaulo, ip, Stranger) with { AfterAllBefore = true },
            PanOs.GlobalProtect(Cast.Amelia, nowMs - 5_000, "gateway-auth", "login", ip, "BR", success: true, host: "DESKTOP-7QK2"),
            PanOs.GlobalProtect(Cast.Amelia, nowMs - 4_000, "gateway-connected", "connected", ip, "BR", success: true, tunnelIp: "10.50.9.9", host: "DESKTOP-7QK2"),
            PanOs.Traffic(Cast.Amelia, nowMs - 1_000, "10.50.9.9", "10.20.1.11", "ms-ds-smb", 61_000_000, 4_600_000_000),
        ];
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var incidents = await Findings.OfAsync(api, Cast.Amelia, _liveMs - Clock.HourMs, cancellationToken);
        var passed = incidents.FirstOrDefault(i => i.Signal("impossible_travel") is not null) is { Score: >= 90, ReachesSomebody: true, Escalation.Late: false };
        return Findings.Outcome(passed, Findings.InWords(incidents), incidents);
    }

    private static List<RawRecord> InLondon(long at)
    {
        var records = new List<RawRecord>();
        var upMs = VpnSession.Connect(records, Cast.Amelia, Place.London, Cast.Amelia.HomeIp, at, new Rng((ulong)at));
        records.Add(Entra.SignIn(Cast.Amelia, upMs, Place.London, Cast.Amelia.HomeIp));
        records.Add(Entra.SignIn(Cast.Amelia, upMs + (4 * Clock.MinuteMs), Place.London, Cast.Amelia.HomeIp, new Entra.Options { App = "Microsoft Teams" }));
        return records;
    }
}
