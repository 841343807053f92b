namespace Soc.Grains.Entities;

/// <summary>The activation behind an entity. Its calls may wait for a lock of the runtime: never to be made from within a lock that the grain's own turns take.</summary>
public interface IEntityOwner
{
    /// <summary>Keeps the activation in memory as a call would: events that are handed over locally are no calls to the runtime.</summary>
    void KeepAlive();

    /// <summary>Ends the activation soon.</summary>
    void GiveUp(string reason);
}
