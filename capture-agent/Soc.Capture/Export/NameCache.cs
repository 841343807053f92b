using Soc.Capture.Decode;

namespace Soc.Capture.Export;

/// <summary>Which name an address was looked up by, as the answers of name servers say it. Bounded in addresses and in bytes: the one learned longest ago leaves first.</summary>
public sealed class NameCache
{
    private readonly int _capacity;
    private readonly long _maxBytes;
    private readonly Dictionary<NetAddress, LinkedListNode<(NetAddress Address, string Name)>> _byAddress = [];
    private readonly LinkedList<(NetAddress Address, string Name)> _byAge = new();

    /// <param name="capacity">Most addresses, at least 1.</param>
    /// <param name="maxBytes">Most bytes of all names together, at least 1: whoever answers questions chooses how long they are.</param>
    public NameCache(int capacity, long maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        (_capacity, _maxBytes) = (capacity, maxBytes);
    }

    public int Count => _byAddress.Count;

    /// <summary>Bytes of all names.</summary>
    public long UsedBytes { get; private set; }

    /// <returns>True when this is new: another name or none was known.</returns>
    public bool Learn(NetAddress address, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_byAddress.TryGetValue(address, out var known))
        {
            var isNew = !string.Equals(known.Value.Name, name, StringComparison.Ordinal);
            _byAge.Remove(known);
            if (isNew)
            {
                UsedBytes += BytesOf(name) - BytesOf(known.Value.Name);
                known.Value = (address, name);
            }

            _byAge.AddLast(known);
            MakeRoom();
            return isNew;
        }

        _byAddress.Add(address, _byAge.AddLast((address, name)));
        UsedBytes += BytesOf(name);
        MakeRoom();
        return true;
    }

    public string? Find(NetAddress address) => _byAddress.TryGetValue(address, out var known) ? known.Value.Name : null;

    /// <summary>What the text of a name costs.</summary>
    internal static long BytesOf(string name) => (long)name.Length * sizeof(char);

    private void MakeRoom()
    {
        while ((_byAddress.Count > _capacity || UsedBytes > _maxBytes) && _byAge.First is { } oldest)
        {
            UsedBytes -= BytesOf(oldest.Value.Name);
            _byAddress.Remove(oldest.Value.Address);
            _byAge.RemoveFirst();
        }
    }
}
