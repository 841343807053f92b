using Soc.Grains.Entities;

namespace Soc.Grains.Tests.Entities;

/// <summary>Counts how often an activation was asked to stay or to end, and does then what somebody else does at the same time.</summary>
internal sealed class CountedOwner : IEntityOwner
{
    public int Calls { get; private set; }

    /// <summary>How often it was asked to end.</summary>
    public int Ends { get; private set; }

    public Action? Meanwhile { get; set; }

    public void KeepAlive()
    {
        Calls++;
        Meanwhile?.Invoke();
    }

    public void GiveUp(string reason)
    {
        Ends++;
        Meanwhile?.Invoke();
    }
}
