using System.Globalization;
using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>
/// Story 12: James has been on leave for three weeks; that somebody guessed his password on the first day arrives only now, and
/// is told as what it is: late. What is live is told within the minute.
/// </summary>
internal sealed class LatenessStory : IStory
{
    private const int DaysLate = 21;
    private const int Failures = 8;
    private const long MostLatencyMs = 60_000;

    private long _thenMs;
    private long _liveMs;

    public int Number => 12;

    public string Title => "Not three weeks later";

    public string Expected => "old one marked late; live one within 60 s";

    public IReadOnlyList<Person> People { get; } = [Cast.James];

    public bool NeedsPlaces => true;

    public bool TellsDayOf(Person person, long dayMs, long storyDayMs) => person == Cast.James && dayMs >= storyDayMs - (DaysLate * Clock.DayMs);

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs) => [];

    public IEnumerable<RawRecord> LateRecords(long storyDayMs)
    {
        _thenMs = storyDayMs - (DaysLate * Clock.DayMs);
        var ip = Place.Hetzner.Ip(50);
        var stranger = new Entra.Options { App = "Office 365 Exchange Online", MfaMethod = null, Managed = false, Os = "Linux", Browser = "Firefox 131.0", UserAgent = "python-requests/2.32" };
        for (var i = 0; i < Failures; i++)
        {
            yield return Entra.SignIn(Cast.James, Clock.At(_thenMs, 10, 30, i * 7), Place.Hetzner, ip, stranger with { ErrorCode = 50126, FailureReason = "Error validating credentials due to invalid username or password." });
        }

        yield return Entra.SignIn(Cast.James, Clock.At(_thenMs, 10, 32), Place.Hetzner, ip, stranger);
    }

    public IEnumerable<RawRecord> LiveRecords(long nowMs)
    {
        _liveMs = nowMs;
        return [];
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var old = (await Findings.OfAsync(api, Cast.James, _thenMs, cancellationToken)).FirstOrDefault(i => i.Signal("brute_force_success") is not null);
        var live = (await Findings.OfAsync(api, Cast.Amelia, _liveMs - Clock.HourMs, cancellationToken)).FirstOrDefault(i => i.Signal("impossible_travel") is not null);
        var passed = old is { Escalation.Late: true } && live is { Escalation.Late: false, LatencyMs: < MostLatencyMs };
        var latency = live is null ? "no live incident" : string.Create(CultureInfo.InvariantCulture, $"live one after {live.LatencyMs / 1000d:0.0} s");
        return Findings.Outcome(passed, $"{(old is null ? "no old incident" : Findings.InWords(old))}; {latency}", ((ApiIncident?[])[old, live]).OfType<ApiIncident>());
    }
}
