using Soc.Capture.Reset;

namespace Soc.CaptureAgent.Capturing;

/// <summary>The commands that one link carries out: it follows those that stand.</summary>
internal sealed class CarriedCommands(Resetter resetter)
{
    // Bounded by what may stand.
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private long _version = -1;

    /// <summary>Begins with what is new, and ends what was taken back.</summary>
    public void Follow(StandingCommands standing, long nowNs)
    {
        var version = standing.Version;
        if (version == _version)
        {
            return;
        }

        _version = version;
        var commands = standing.All();
        foreach (var gone in _ids.Where(id => !Array.Exists(commands, c => string.Equals(c.Command.Id, id, StringComparison.Ordinal))).ToArray())
        {
            _ids.Remove(gone);

            // One whose time was over has ended by itself, or does now, as the rest of its time ran by the other clock.
            resetter.Withdraw(gone, nowNs);
        }

        foreach (var standingNow in commands)
        {
            if (_ids.Add(standingNow.Command.Id))
            {
                resetter.Accept(standingNow.Command, nowNs);
            }
        }
    }
}
