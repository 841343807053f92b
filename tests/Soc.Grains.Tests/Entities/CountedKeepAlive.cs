using Soc.Grains.Entities;

namespace Soc.Grains.Tests.Entities;

/// <summary>Counts how often an activation was asked to stay, and does then what somebody else does at the same time.</summary>
internal sealed class CountedKeepAlive : IKeepAlive
{
    public int Calls { get; private set; }

    public Action? Meanwhile { get; set; }

    public void KeepAlive()
    {
        Calls++;
        Meanwhile?.Invoke();
    }
}
