namespace Soc.Grains.Entities;

/// <summary>Keeps an activation in memory as a call would: events that are handed over locally are no calls to the runtime.</summary>
public interface IKeepAlive
{
    void KeepAlive();
}
