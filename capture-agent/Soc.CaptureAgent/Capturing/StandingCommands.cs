using Soc.Capture.Reset;

namespace Soc.CaptureAgent.Capturing;

/// <summary>
/// The commands that are carried out, whatever happens to the links: one that fails, or a configuration that changes, ends none of them. Each ends when its
/// time is over, by the wall clock or by the time that ran since, whichever is earlier, so that a clock that is set back makes none longer.
/// </summary>
internal sealed class StandingCommands(TimeProvider time)
{
    /// <summary>Most commands at once.</summary>
    public const int MaxCommands = 256;

    private readonly Lock _lock = new();
    private readonly List<StandingCommand> _commands = [];
    private long _version;

    /// <summary>Changes with the commands.</summary>
    public long Version
    {
        get
        {
            lock (_lock)
            {
                Prune();
                return _version;
            }
        }
    }

    /// <summary>All of them, oldest first.</summary>
    public StandingCommand[] All()
    {
        lock (_lock)
        {
            Prune();
            return [.. _commands];
        }
    }

    /// <summary>Takes one; one that is known already is not taken again.</summary>
    /// <returns>How it stands, which is the one that was there before; or why it is not taken.</returns>
    public (StandingCommand? Standing, ResetReason Refusal) Add(ResetCommand command, byte[] document, byte[] signature)
    {
        lock (_lock)
        {
            Prune();
            if (_commands.Find(c => string.Equals(c.Command.Id, command.Id, StringComparison.Ordinal)) is { } known)
            {
                return (known, ResetReason.None);
            }

            var leftMs = command.ExpiresMs - NowMs;
            if (leftMs <= 0)
            {
                return (null, ResetReason.Expired);
            }

            if (_commands.Count >= MaxCommands)
            {
                return (null, ResetReason.TooManyCommands);
            }

            // What is longer than may be is refused by whoever carries it out.
            var runs = Math.Min(leftMs, 2 * ResetOptions.MaxValidityMs) * time.TimestampFrequency / 1_000;
            var standing = new StandingCommand(command, document, signature, time.GetTimestamp() + runs);
            _commands.Add(standing);
            _version++;
            return (standing, ResetReason.None);
        }
    }

    /// <summary>Ends the command with this id, and all whose id begins with it and a dot: an operation that was made longer has several.</summary>
    public void Withdraw(string id)
    {
        lock (_lock)
        {
            if (_commands.RemoveAll(c => string.Equals(c.Command.Id, id, StringComparison.Ordinal) || c.Command.Id.StartsWith(id + ".", StringComparison.Ordinal)) > 0)
            {
                _version++;
            }
        }
    }

    /// <summary>Learns what came of one. What can never be carried out stands no more.</summary>
    /// <returns>True when one less stands.</returns>
    public bool Note(ResetReport report)
    {
        lock (_lock)
        {
            if (_commands.Find(c => string.Equals(c.Command.Id, report.CommandId, StringComparison.Ordinal)) is not { } standing)
            {
                return false;
            }

            if (report is { Outcome: ResetOutcome.Confirmed, Connection: not null })
            {
                standing.BrokenOff++;
            }

            if (report is not { Connection: null, Outcome: ResetOutcome.Failed, Reason: ResetReason.BadCommand or ResetReason.NeverBlocked or ResetReason.Disabled or ResetReason.ClockSetBack })
            {
                return false;
            }

            _commands.Remove(standing);
            _version++;
            return true;
        }
    }

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    private void Prune()
    {
        var (nowMs, at) = (NowMs, time.GetTimestamp());
        if (_commands.RemoveAll(c => nowMs >= c.Command.ExpiresMs || at >= c.EndsAt) > 0)
        {
            _version++;
        }
    }
}
