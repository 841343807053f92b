using Soc.Capture.Decode;

namespace Soc.Capture.Export;

/// <summary>Which name an address was looked up by, as the answers of name servers say it. Bounded: the one learned longest ago leaves first.</summary>
public sealed class NameCache
{
    private readonly int _capacity;
    private readonly Dictionary<NetAddress, LinkedListNode<(NetAddress Address, string Name)>> _byAddress = [];
    private readonly LinkedList<(NetAddress Address, string Name)> _byAge = new();

    /// <param name="capacity">Most addresses, at least 1.</param>
    public NameCache(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    public int Count => _byAddress.Count;

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
                known.Value = (address, name);
            }

            _byAge.AddLast(known);
            return isNew;
        }

        if (_byAddress.Count >= _capacity)
        {
            _byAddress.Remove(_byAge.First!.Value.Address);
            _byAge.RemoveFirst();
        }

        _byAddress.Add(address, _byAge.AddLast((address, name)));
        return true;
    }

    public string? Find(NetAddress address) => _byAddress.TryGetValue(address, out var known) ? known.Value.Name : null;
}
