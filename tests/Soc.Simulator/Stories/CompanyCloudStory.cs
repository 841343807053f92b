using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>Story 6, the harmless half, by capture events: a laptop that is days old fills the company's OneDrive.</summary>
internal sealed class CompanyCloudStory : IStory
{
    private const int LeastDaysBefore = 4;
    private const int Sessions = 6;
    private const string Host = "sonnberg-my.sharepoint.com";
    private const string Ip = "13.107.136.10";

    private long _dayMs;

    public int Number => 6;

    public string Title => "Sudden upload to OneDrive";

    public string Expected => "new laptop, company's cloud: benign, reaches nobody";

    public IReadOnlyList<Machine> Machines { get; } = [Fleet.NewLaptop];

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        var laptop = Fleet.NewLaptop;
        var first = storyDayMs - (LeastDaysBefore * Clock.DayMs);
        while (!Clock.IsWeekday(first))
        {
            first -= Clock.DayMs;
        }

        yield return Capture.Lease(laptop, Clock.At(first, 9, 2), "MSFT 5.0");
        for (var day = first; day <= storyDayMs; day += Clock.DayMs)
        {
            if (!Clock.IsWeekday(day))
            {
                continue;
            }

            yield return Capture.Station(laptop, Clock.At(day, 9, 3));
            yield return Capture.Flow(laptop, Clock.At(day, 9, 20), new FlowOf(Ip, 443, 700_000, 9_000_000) { Host = Host, SourcePort = 50_001 });
            yield return Capture.Flow(laptop, Clock.At(day, 15, 31), new FlowOf(Ip, 443, 900_000, 4_000_000) { Host = Host, SourcePort = 50_002 });
        }

        for (var i = 0; i < Sessions; i++)
        {
            yield return Capture.Flow(laptop, Clock.At(storyDayMs, 10, 5 + (i * 8)), new FlowOf(Ip, 443, 520_000_000, 6_000_000) { Host = Host, SourcePort = 51_000 + i, Seconds = 400 });
        }
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var incidents = await Findings.OfAsync(api, Fleet.NewLaptop, _dayMs, cancellationToken);
        var isExplained = incidents.Any(i => i.Signal("bytes_out_anomaly") is { BenignReading: not null } && i.Suggested.Verdict is "benign" or "false_positive");
        return Findings.Outcome(isExplained && incidents.All(i => i.Escalation.Decision is "none"), Findings.InWords(incidents), incidents);
    }
}
