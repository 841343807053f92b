using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>Story 6, the other half, by the firewall's traffic log: a machine that never sends much sends gigabytes to somebody's own Dropbox.</summary>
internal sealed class PersonalCloudStory : IStory
{
    private const int Sessions = 6;

    private long _dayMs;

    public int Number => 6;

    public string Title => "… and to a personal Dropbox";

    public string Expected => "bytes_out_anomaly of this machine alone, told at once";

    public IReadOnlyList<Machine> Machines { get; } = [Fleet.Claims];

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        for (var i = 0; i < Sessions; i++)
        {
            yield return PanOs.Outbound(
                Fleet.Claims,
                Clock.At(storyDayMs, 14, 4 + (i * 8)),
                new FlowOf("162.125.66.13", 443, 430_000_000 + (i * 1_000_000), 3_000_000) { Application = "dropbox-uploading", SourcePort = 52_000 + i, Seconds = 380 });
        }
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var incidents = await Findings.OfAsync(api, Fleet.Claims, _dayMs, cancellationToken);
        var passed = incidents.FirstOrDefault(i => i.Signal("bytes_out_anomaly") is not null) is { ReachesSomebody: true, Suggested.Verdict: not ("benign" or "false_positive") } found
            && found.Entities.Count(e => e.Kind is "device") == 1;
        return Findings.Outcome(passed, Findings.InWords(incidents), incidents);
    }
}
