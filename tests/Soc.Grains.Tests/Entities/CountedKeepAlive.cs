using Soc.Grains.Entities;

namespace Soc.Grains.Tests.Entities;

/// <summary>Counts how often an activation was asked to stay.</summary>
internal sealed class CountedKeepAlive : IKeepAlive
{
    public int Calls { get; private set; }

    public void KeepAlive() => Calls++;
}
