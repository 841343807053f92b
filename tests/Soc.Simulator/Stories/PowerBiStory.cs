using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>Story 3: a report in Power BI refreshes with Claire's own credential, from Azure in the US, while she works in London.</summary>
internal sealed class PowerBiStory : IStory
{
    private const int WorkingDays = 10;

    private long _dayMs;

    public int Number => 3;

    public string Title => "Power BI";

    public string Expected => "shared_credential, in the digest at most";

    public IReadOnlyList<Person> People { get; } = [Cast.Claire];

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        var day = storyDayMs;
        for (var done = 0; done <= WorkingDays; day -= Clock.DayMs)
        {
            if (Clock.IsWeekday(day))
            {
                done++;
                yield return Refresh(Clock.At(day, 8, 30));
                yield return Entra.SignIn(Cast.Claire, Clock.At(day, 8, 31), Cast.Claire.Home, Cast.Claire.HomeIp, new Entra.Options { App = "Power BI" });
                yield return Refresh(Clock.At(day, 13, 0));
                yield return Entra.SignIn(Cast.Claire, Clock.At(day, 13, 2), Cast.Claire.Home, Cast.Claire.HomeIp);
            }
        }
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        // The habit is told on the day on which it is one, not on the last.
        var all = (await api.IncidentsAsync(Cast.Claire.Company.Client, cancellationToken))
            .Where(i => i.Concerns("user", Cast.Claire.Upn) && i.LastSeen.ToUnixTimeMilliseconds() >= _dayMs - (16 * Clock.DayMs))
            .OrderByDescending(i => i.Signal("shared_credential") is not null)
            .ThenByDescending(i => i.Score)
            .ToArray();
        var isTold = all.Any(i => i.Signal("shared_credential") is not null);
        return Findings.Outcome(isTold && !all.Any(i => i.ReachesSomebody), Findings.InWords(all), all);
    }

    private static RawRecord Refresh(long at) => Entra.SignIn(
        Cast.Claire,
        at,
        Place.AzureVirginia,
        Place.AzureVirginia.Ip(30),
        new Entra.Options { App = "Power BI Service", Interactive = false, MfaMethod = null, Managed = false, Os = "", Browser = "", UserAgent = "PowerBI-DataRefresh/1.0" });
}
