using Soc.GrainInterfaces.Response;

namespace Soc.Grains.Response;

/// <summary>Who has a copy of a list and wants to hear of changes; one that has not asked for a while is forgotten.</summary>
internal sealed class BlockListReaders(TimeProvider time)
{
    /// <summary>Most readers, those that asked last: a gateway each.</summary>
    public const int MaxReaders = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<IBlockListReader, long> _asked = [];

    public void Asked(IBlockListReader reader)
    {
        _asked[reader] = time.GetTimestamp();
        if (_asked.Count > MaxReaders)
        {
            _asked.Remove(_asked.MinBy(r => r.Value).Key);
        }
    }

    /// <summary>Tells all of them; returns at once, and what does not arrive they learn by asking.</summary>
    public async ValueTask TellAsync(string client)
    {
        foreach (var (reader, askedAt) in _asked.ToArray())
        {
            if (time.GetElapsedTime(askedAt) > Patience || !await TryTellAsync(reader, client))
            {
                _asked.Remove(reader);
            }
        }
    }

    private static async ValueTask<bool> TryTellAsync(IBlockListReader reader, string client)
    {
        try
        {
            await reader.ChangedAsync(client);
            return true;
        }
        catch (Exception e) when (e is ClientNotAvailableException or OrleansException)
        {
            return false;
        }
    }
}
