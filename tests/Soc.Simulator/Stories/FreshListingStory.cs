using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>Story 4, the counter-proof: the same kind of login, but freshly listed, after failures and without a second factor.</summary>
internal sealed class FreshListingStory : IStory
{
    private static readonly string Listed = Place.Cugy.Ip(98);

    private long _dayMs;

    public int Number => 4;

    public string Title => "… and the same, not cleared";

    public string Expected => "listed_address, score from 60, not benign";

    public IReadOnlyList<Person> People { get; } = [Cast.Ruth];

    public bool TellsDayOf(Person person, long dayMs, long storyDayMs) => person == Cast.Ruth && dayMs >= storyDayMs;

    public IEnumerable<Listing> Listings(long storyDayMs) => [new("Kordon blocklist", Listed, "brute-force", Clock.At(storyDayMs, 9, 0))];

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        var ruth = Cast.Ruth;
        for (var i = 0; i < 4; i++)
        {
            yield return PanOs.GlobalProtect(ruth, Clock.At(storyDayMs, 10, 52 + (i * 2)), "gateway-auth", "login", Listed, "CH", success: false, error: "Authentication failed: Invalid username or password", host: "DESKTOP-QF31");
        }

        yield return PanOs.GlobalProtect(ruth, Clock.At(storyDayMs, 11, 1), "gateway-auth", "login", Listed, "CH", success: true, host: "DESKTOP-QF31");
        yield return PanOs.GlobalProtect(ruth, Clock.At(storyDayMs, 11, 1, 4), "gateway-connected", "connected", Listed, "CH", success: true, tunnelIp: "10.50.9.77", host: "DESKTOP-QF31");
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var incidents = await Findings.OfAsync(api, Cast.Ruth, _dayMs, cancellationToken);
        var passed = incidents.FirstOrDefault(i => i.Signal("listed_address") is not null) is { Score: >= 60, Suggested.Verdict: not ("benign" or "false_positive") };
        return Findings.Outcome(passed, Findings.InWords(incidents), incidents);
    }
}
