using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>Story 13, on the wire: designers have sent drafts to a type foundry for weeks; on one day a colleague does so for the first time, and so does a lawyer.</summary>
internal sealed class OddSiteStory : IStory
{
    private const int Days = 21;
    private const int Regulars = 4;
    private const long DraftBytes = 41_000_000;
    private const string Host = "upload.schriftwerk-linde.example";
    private static readonly string Ip = Place.Hetzner.Ip(201);

    private long _dayMs;

    public int Number => 13;

    public string Title => "… and an odd site";

    public string Expected => "designers' site: nothing there, rare_destination elsewhere";

    public IReadOnlyList<Machine> Machines { get; } = [Newcomer, Lawyer];

    private static Machine Newcomer => Fleet.Designers[Regulars];

    private static Machine Lawyer => Fleet.Lawyers[0];

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        for (var before = Days; before >= 1; before--)
        {
            var day = storyDayMs - (before * Clock.DayMs);
            if (Clock.IsWeekday(day))
            {
                for (var i = 0; i < Regulars; i++)
                {
                    yield return Capture.Flow(Fleet.Designers[i], Clock.At(day, 10 + i, (before * 7) % 60), new FlowOf(Ip, 443, 3_000_000 + (before * 10_000L), 600_000) { Host = Host, SourcePort = 54_000 + before });
                }
            }
        }

        yield return Capture.Flow(Newcomer, Clock.At(storyDayMs, 11, 12), new FlowOf(Ip, 443, DraftBytes, 900_000) { Host = Host, SourcePort = 54_100 });
        yield return Capture.Flow(Lawyer, Clock.At(storyDayMs, 11, 14), new FlowOf(Ip, 443, DraftBytes, 900_000) { Host = Host, SourcePort = 54_101 });
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var atelier = await Findings.OfAsync(api, Newcomer, _dayMs, cancellationToken);
        var kanzlei = await Findings.OfAsync(api, Lawyer, _dayMs, cancellationToken);
        var odd = kanzlei.Select(i => i.Signal("rare_destination")).FirstOrDefault(s => s is not null);
        var score = odd?.Score.ToString("0", CultureInfo.InvariantCulture) ?? "not seen";
        return Findings.Outcome(
            odd is not null && atelier.Count == 0,
            $"designer {(atelier.Count == 0 ? "no incident" : Findings.InWords(atelier))}, lawyer {score}: {Findings.InWords(kanzlei)}",
            atelier.Concat(kanzlei));
    }
}
