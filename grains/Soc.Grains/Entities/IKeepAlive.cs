namespace Soc.Grains.Entities;

/// <summary>Keeps an activation in memory as a call would: events that are handed over locally are no calls to the runtime.</summary>
public interface IKeepAlive
{
    /// <summary>May wait for a lock of the runtime: never to be called from within a lock that the grain's own turns take.</summary>
    void KeepAlive();
}
