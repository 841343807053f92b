using Soc.Capture.Decode;

namespace Soc.Capture.Protocols.Arp;

/// <summary>
/// Which stations have which addresses, by whatever says so. At most so many as it was made for; the one that was seen longest ago goes first.
/// For one thread.
/// </summary>
public sealed class AddressBindings
{
    private readonly int _capacity;
    private readonly Dictionary<BindingKey, LinkedListNode<AddressBinding>> _byKey = [];
    private readonly LinkedList<AddressBinding> _byAge = new();

    /// <param name="capacity">Most bindings that are known at a time, at least one.</param>
    public AddressBindings(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    public int Count => _byKey.Count;

    /// <summary>Bindings that were forgotten to make room.</summary>
    public long Forgotten { get; private set; }

    public bool TryFind(BindingKey key, out AddressBinding binding)
    {
        binding = _byKey.TryGetValue(key, out var node) ? node.Value : default;
        return node is not null;
    }

    /// <summary>Takes the sender's binding; a probe has none.</summary>
    public BindingNews See(ushort vlan, in ArpMessage message, long atNs, out AddressBinding binding)
    {
        binding = default;
        return message.Operation is ArpOperation.Request or ArpOperation.Reply
            ? See(new BindingKey(vlan, message.SenderAddress), message.SenderMac, BindingSource.Arp, atNs, out binding)
            : BindingNews.None;
    }

    public BindingNews See(ushort vlan, in NeighbourMessage message, long atNs, out AddressBinding binding) =>
        See(new BindingKey(vlan, message.Address), message.Mac, BindingSource.NeighbourDiscovery, atNs, out binding);

    /// <summary>Takes what somebody says; no station has the unspecified address or a group's.</summary>
    /// <param name="binding">What stands now; of no meaning when nothing is taken.</param>
    public BindingNews See(BindingKey key, MacAddress mac, BindingSource source, long atNs, out AddressBinding binding)
    {
        binding = default;
        if (key.Address == default || key.Address == NetAddress.V4(0) || mac.Bits == 0 || mac.IsMulticast)
        {
            return BindingNews.None;
        }

        if (_byKey.TryGetValue(key, out var node))
        {
            var known = node.Value;
            var isSame = known.Mac == mac;
            binding = isSame
                ? known with { Source = source, SeenNs = Math.Max(known.SeenNs, atNs) }
                : new AddressBinding(key, mac, source, atNs, atNs, known.Mac, known.SeenNs, known.Changes + 1);
            node.Value = binding;
            _byAge.Remove(node);
            _byAge.AddLast(node);
            return isSame ? BindingNews.None : BindingNews.Changed;
        }

        binding = new AddressBinding(key, mac, source, atNs, atNs, PreviousMac: null, PreviousSeenNs: 0, Changes: 0);
        _byKey.Add(key, RoomFor(binding));
        return BindingNews.New;
    }

    /// <summary>A place for one more; that of the oldest when all are taken, so that a full table allocates nothing.</summary>
    private LinkedListNode<AddressBinding> RoomFor(in AddressBinding binding)
    {
        if (_byKey.Count < _capacity)
        {
            return _byAge.AddLast(binding);
        }

        var oldest = _byAge.First!;
        _byKey.Remove(oldest.Value.Key);
        Forgotten++;
        _byAge.Remove(oldest);
        oldest.Value = binding;
        _byAge.AddLast(oldest);
        return oldest;
    }
}
