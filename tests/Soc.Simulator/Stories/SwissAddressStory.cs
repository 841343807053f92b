using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>Story 4: Tom is in Switzerland and gets an address that was listed weeks ago; several products raise red flags.</summary>
internal sealed class SwissAddressStory : IStory
{
    private const int DaysThereBefore = 3;
    private const int ListedDaysBefore = 25;

    private static readonly string Listed = Place.Cugy.Ip(76);

    private long _dayMs;

    public int Number => 4;

    public string Title => "The Swiss ISP address";

    public string Expected => "one incident, evidence for and against, suggested benign";

    public IReadOnlyList<Person> People { get; } = [Cast.Tom];

    public bool NeedsPlaces => true;

    public bool TellsDayOf(Person person, long dayMs, long storyDayMs) => person == Cast.Tom && dayMs >= storyDayMs - (DaysThereBefore * Clock.DayMs);

    public IEnumerable<Listing> Listings(long storyDayMs) => [new("Kordon blocklist", Listed, "brute-force", storyDayMs - (ListedDaysBefore * Clock.DayMs))];

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        var tom = Cast.Tom;
        var flat = Place.Zurich.Ip(140);
        var records = new List<RawRecord>();
        for (var day = DaysThereBefore; day >= 1; day--)
        {
            var morning = Clock.At(storyDayMs - (day * Clock.DayMs), 7, 20 + day);
            var upMs = VpnSession.Connect(records, tom, Place.Zurich, flat, morning, new Rng((ulong)day));
            records.Add(Entra.SignIn(tom, upMs, Place.Zurich, flat));
            records.Add(Entra.SignIn(tom, morning + (8 * Clock.HourMs), Place.Zurich, flat, new Entra.Options { App = "Microsoft Teams" }));
        }

        var loginMs = Clock.At(storyDayMs, 8, 40);
        _ = VpnSession.Connect(records, tom, Place.Cugy, Listed, loginMs, new Rng(7));
        records.Add(PanOs.Threat(tom.Company, loginMs + (2 * Clock.MinuteMs), Listed, "10.20.0.5", tom.Windows, "Known Brute Force Source Address(41023)", "high"));
        records.Add(PanOs.Threat(tom.Company, loginMs + (3 * Clock.MinuteMs), Listed, "10.20.0.5", user: null, "VPN Login From Listed Address(41077)", "medium"));
        records.Add(Cef.Alert(tom.Company, loginMs + (5 * Clock.MinuteMs), 900_001, "nw-vpn-1", Listed, "Connection from listed address", 5, 35));
        return records;
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var incidents = await Findings.OfAsync(api, Cast.Tom, _dayMs, cancellationToken);
        var passed = incidents.Count == 1
            && incidents[0].Signal("listed_address") is { EvidenceFor.Length: > 0, EvidenceAgainst.Length: > 0 }
            && string.Equals(incidents[0].Suggested.Verdict, "benign", StringComparison.Ordinal)
            && !incidents[0].ReachesSomebody;
        return Findings.Outcome(passed, Findings.InWords(incidents), incidents);
    }
}
