namespace Soc.Capture.Reset;

/// <summary>Ends before their time.</summary>
public sealed partial class Resetter
{
    /// <summary>Ends a command before its time.</summary>
    /// <returns>False when there is none of this id.</returns>
    public bool Withdraw(string id, long nowNs)
    {
        var at = _commands.FindIndex(c => string.Equals(c.Command.Id, id, StringComparison.Ordinal));
        if (at >= 0)
        {
            End(at, Told(nowNs), ResetReason.Withdrawn);
        }

        return at >= 0;
    }

    /// <summary>The link is gone: what became of the connections is not seen any more. Its commands are given to whoever captures next.</summary>
    public void Close(long nowNs)
    {
        nowNs = _clock.Newest(nowNs);
        for (var i = _commands.Count - 1; i >= 0; i--)
        {
            End(i, nowNs, ResetReason.LinkLost);
        }
    }
}
