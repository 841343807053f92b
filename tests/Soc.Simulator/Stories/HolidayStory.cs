using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>Story 2: Rohan works from the Maldives for a week; through the corporate VPN he leaves to the internet in London.</summary>
internal sealed class HolidayStory : IStory
{
    private const int DaysThereBefore = 6;

    private long _dayMs;

    public int Number => 2;

    public string Title => "Holiday with VPN";

    public string Expected => "seen, explained by the VPN, nobody told";

    public IReadOnlyList<Person> People { get; } = [Cast.Rohan];

    public bool NeedsPlaces => true;

    public bool TellsDayOf(Person person, long dayMs, long storyDayMs) => person == Cast.Rohan && dayMs >= storyDayMs - (DaysThereBefore * Clock.DayMs);

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        var rohan = Cast.Rohan;
        var hotel = Place.Male.Ip(40);
        var records = new List<RawRecord>();
        for (var day = DaysThereBefore; day >= 1; day--)
        {
            var morning = Clock.At(storyDayMs - (day * Clock.DayMs), 6, 10 + day);
            records.Add(Entra.SignIn(rohan, morning, Place.Male, hotel));
            _ = VpnSession.Connect(records, rohan, Place.Male, hotel, morning + (20 * Clock.MinuteMs), new Rng((ulong)day));
            records.Add(Entra.SignIn(rohan, morning + (3 * Clock.HourMs), Place.Male, hotel, new Entra.Options { App = "Microsoft Teams" }));
        }

        records.Add(Entra.SignIn(rohan, Clock.At(storyDayMs, 6, 12), Place.Male, hotel));
        var upMs = VpnSession.Connect(records, rohan, Place.Male, hotel, Clock.At(storyDayMs, 6, 30), new Rng(99));
        records.Add(Entra.SignIn(rohan, upMs + (5 * Clock.MinuteMs), Place.London, rohan.Company.VpnExitIp, new Entra.Options { App = "SharePoint Online" }));
        records.Add(Entra.SignIn(rohan, upMs + (9 * Clock.MinuteMs), Place.Male, hotel, new Entra.Options { App = "Microsoft Teams" }));
        records.Add(Entra.SignIn(rohan, upMs + (40 * Clock.MinuteMs), Place.London, rohan.Company.VpnExitIp));
        return records;
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var incidents = await Findings.OfAsync(api, Cast.Rohan, _dayMs, cancellationToken);
        var isExplained = incidents.Any(i => i.Signals.Any(s => s.Detector is "impossible_travel" or "concurrent_sign_in" && Findings.Says(s, "VPN", "known_egress")));
        var isCalm = incidents.All(i => !i.ReachesSomebody && i.Suggested.Verdict is not "true_positive");
        return Findings.Outcome(isExplained && isCalm, Findings.InWords(incidents), incidents);
    }
}
