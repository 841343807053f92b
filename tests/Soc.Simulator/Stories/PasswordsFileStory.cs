using Soc.Simulator.Estate;
using Soc.Simulator.Transport;
using Soc.Simulator.Wire;

namespace Soc.Simulator.Stories;

/// <summary>Story 5: at the reception somebody opens passwords.xls on a share; the capture agent sees it on the wire.</summary>
internal sealed class PasswordsFileStory : IStory
{
    private long _dayMs;

    public int Number => 5;

    public string Title => "passwords.xls";

    public string Expected => "sensitive_file, in the digest at least";

    public IReadOnlyList<Machine> Machines { get; } = [Fleet.Reception];

    public IEnumerable<RawRecord> Records(long nowMs, long storyDayMs)
    {
        _dayMs = storyDayMs;
        const string share = @"\\nw-fs-1\it";
        yield return Capture.FileRead(Fleet.Reception, Clock.At(storyDayMs, 10, 41), "10.20.1.11", share, @"handbooks\printers.docx", 84_112, "NORVIK", "reception");
        yield return Capture.FileRead(Fleet.Reception, Clock.At(storyDayMs, 10, 43), "10.20.1.11", share, @"admin\passwords.xls", 41_984, "NORVIK", "reception");
    }

    public async ValueTask<StoryOutcome> CheckAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var incidents = await Findings.OfAsync(api, Fleet.Reception, _dayMs, cancellationToken);
        var passed = incidents.FirstOrDefault(i => i.Signal("sensitive_file") is not null) is { Escalation.Decision: not "none" } found
            && found.Signals.All(s => s.Detector is not "sensitive_file" || Findings.Says(s, "passwords.xls"));
        return Findings.Outcome(passed, Findings.InWords(incidents), incidents);
    }
}
