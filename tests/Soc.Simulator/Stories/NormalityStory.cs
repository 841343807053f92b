using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>Story 13: the first sign-in from Lisbon, at a company where many work there and at one where nobody does; and somebody who has just joined.</summary>
internal sealed class NormalityStory : IStory
{
    private const double LeastDifference = 10;

    // Neither a managed device nor a second factor: the place has to speak for itself.
    private static readonly Entra.Options OwnTablet = new()
    {
        MfaMethod = null,
        Managed = false,
        Os = "iPadOS 18.1",
        Browser = "Mobile Safari 18.1",
        UserAgent = "Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    };

    private long _dayMs;

    public int Number => 13;

    public string Title => "Every company is different";

    public string Expected => "Lisbon is normal at one, odd at the other";

    public IReadOnlyList<Person> People { get; } = [Cast.Lea, Cast.Timo, Cast.Andrea];

    public bool NeedsPlaces => true;

    public bool TellsDayOf(Person person, long dayMs, long storyDayMs) =>
        (person == Cast.Timo && dayMs < storyDayMs - (Cast.TimoJoinedDaysBefore * Clock.DayMs))
        || ((person == Cast.Lea || person == Cast.Andrea) && dayMs >= storyDayMs);

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        yield return Entra.SignIn(Cast.Timo, Clock.At(storyDayMs, 8, 10), Place.ZurichWest, Cast.Timo.HomeIp);
        yield return Entra.SignIn(Cast.Lea, Clock.At(storyDayMs, 10, 20), Place.Lisbon, Place.Lisbon.Ip(150), OwnTablet);
        yield return Entra.SignIn(Cast.Andrea, Clock.At(storyDayMs, 10, 25), Place.Lisbon, Place.Lisbon.Ip(160), OwnTablet);
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var atelier = await Findings.OfAsync(api, Cast.Lea, _dayMs, cancellationToken);
        var kanzlei = await Findings.OfAsync(api, Cast.Andrea, _dayMs, cancellationToken);
        var usual = SignalOf(atelier);
        var odd = SignalOf(kanzlei);
        var view = await api.FindAsync<ApiEntityView>($"/api/v1/clients/{Cast.Timo.Company.Client}/entities/user/{Cast.Timo.Upn}", cancellationToken);
        var isLearning = view is not null && view.Baselines.SelectMany(b => b.Sentences).Any(s => s.Contains("learn", StringComparison.OrdinalIgnoreCase));
        var isExplained = usual is not null && Array.Exists(usual.EvidenceAgainst, e => e.Fact.StartsWith("client_common", StringComparison.Ordinal) || e.Text.Contains("other users of this client", StringComparison.Ordinal));
        var passed = usual is not null && odd is not null && odd.Score - usual.Score >= LeastDifference && isExplained && isLearning;
        return Findings.Outcome(
            passed,
            $"designer {Score(usual)}{(isExplained ? " (colleagues work there)" : "")}, lawyer {Score(odd)}; new joiner {(isLearning ? "still learned" : "not said to be learned")}",
            atelier.Concat(kanzlei));
    }

    private static ApiSignal? SignalOf(IEnumerable<ApiIncident> incidents) => incidents.Select(i => i.Signal("new_country")).FirstOrDefault(s => s is not null);

    private static string Score(ApiSignal? signal) => signal?.Score.ToString("0", CultureInfo.InvariantCulture) ?? "not seen";
}
