using Soc.Simulator.Estate;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Stories;

/// <summary>All stories of an estate, and the records around them.</summary>
internal sealed class StoryBook
{
    public const int HistoryDays = 28;
    private const ulong FunnelSalt = 9;

    private readonly ulong _seed;

    public StoryBook(ulong seed, int alerts)
    {
        _seed = seed;
        Stories =
        [
            new ImpossibleTravelStory(),
            new HolidayStory(),
            new PowerBiStory(),
            new SwissAddressStory(),
            new FreshListingStory(),
            new PasswordsFileStory(),
            new CompanyCloudStory(),
            new PersonalCloudStory(),
            new FreePortStory(),
            new NightSweepStory(),
            new FunnelStory(alerts, seed + FunnelSalt),
            new TwoPlacesStory(),
            new VpnAndMfaStory(),
            new LatenessStory(),
            new NormalityStory(),
            new OddSiteStory(),
            new FirewallChangeStory(seed),
            new ReportStory(),
        ];
    }

    public IReadOnlyList<IStory> Stories { get; }

    /// <summary>The story that an incident of the story day belongs to; null when it is of ordinary life.</summary>
    public IStory? StoryOf(ApiIncident incident) => Stories.FirstOrDefault(s => s.Tells(incident));

    /// <summary>Ordinary life up to the story day, and the stories within it, in order of time.</summary>
    public IEnumerable<RawRecord> History(long nowMs, int days = HistoryDays)
    {
        var storyDayMs = Clock.StoryDay(nowMs);
        var life = new OrdinaryLife(_seed, Workforce.Of(_seed), (person, dayMs) => Stories.Any(s => s.TellsDayOf(person, dayMs, storyDayMs)));
        var ordinary = life.Records(storyDayMs - (days * Clock.DayMs), days).Where(r => r.AtMs < storyDayMs);
        var office = new OfficeTraffic(_seed).Records(storyDayMs - (days * Clock.DayMs), days + 1);
        var told = Stories
            .SelectMany(s => s.Records(nowMs, storyDayMs).Select(r => r with { Label = $"story-{s.Number}" }))
            .Concat(office)
            .OrderBy(r => r.AtMs)
            .ToArray();
        return Merge(ordinary, told);
    }

    /// <summary>What arrives long after it happened.</summary>
    public IEnumerable<RawRecord> Late(long nowMs) => Stories.SelectMany(s => s.LateRecords(Clock.StoryDay(nowMs)));

    /// <summary>What happens now.</summary>
    public IEnumerable<RawRecord> Live(long nowMs) => Stories.SelectMany(s => s.LiveRecords(nowMs));

    public IEnumerable<Listing> Listings(long nowMs) => Stories.SelectMany(s => s.Listings(Clock.StoryDay(nowMs)));

    /// <summary>Both in order of time; the first may be long and is read as it goes.</summary>
    private static IEnumerable<RawRecord> Merge(IEnumerable<RawRecord> ordinary, RawRecord[] told)
    {
        var next = 0;
        foreach (var record in ordinary)
        {
            while (next < told.Length && told[next].AtMs <= record.AtMs)
            {
                yield return told[next++];
            }

            yield return record;
        }

        while (next < told.Length)
        {
            yield return told[next++];
        }
    }
}
