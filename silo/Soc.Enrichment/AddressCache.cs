using Soc.Model.Entities;

namespace Soc.Enrichment;

/// <summary>
/// Facts of recent addresses by client and address. A fixed number of slots, two for each place; a newer address takes the
/// place of an older one. Reading and writing are single reference moves: no lock, and never more memory than said.
/// </summary>
internal sealed class AddressCache
{
    private const int MinSlots = 1024;
    private const int MaxSlots = 1 << 23;

    private readonly Entry?[] _slots;

    public AddressCache(int addresses)
    {
        _slots = new Entry?[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(addresses, MinSlots, MaxSlots))];
    }

    public AddressFacts? Find(string client, string ip, in Sources sources, long atMs)
    {
        var place = PlaceOf(client, ip);
        return Match(Volatile.Read(ref _slots[place]), client, ip, sources, atMs)
            ?? Match(Volatile.Read(ref _slots[place ^ 1]), client, ip, sources, atMs);
    }

    /// <param name="fromMs">The facts hold for events from this time on, ms since the epoch.</param>
    /// <param name="untilMs">The facts hold for events before this time, ms since the epoch.</param>
    public void Keep(string client, string ip, in Sources sources, long fromMs, long untilMs, AddressFacts facts)
    {
        var place = PlaceOf(client, ip);
        var before = Volatile.Read(ref _slots[place]);
        if (before is not null && !before.IsFor(client, ip))
        {
            Volatile.Write(ref _slots[place ^ 1], before);
        }

        Volatile.Write(ref _slots[place], new Entry(client, ip, sources, fromMs, untilMs, facts));
    }

    private static AddressFacts? Match(Entry? entry, string client, string ip, in Sources sources, long atMs) =>
        entry is not null && entry.IsFor(client, ip) && entry.Sources == sources && atMs >= entry.FromMs && atMs < entry.UntilMs ? entry.Facts : null;

    private int PlaceOf(string client, string ip) => HashCode.Combine(ip.GetHashCode(StringComparison.Ordinal), client.GetHashCode(StringComparison.Ordinal)) & (_slots.Length - 1);

    /// <summary>What the facts were made from, by identity: anything newer makes them void.</summary>
    internal readonly record struct Sources(object Lists, object Indicators, object? Policy);

    private sealed class Entry(string client, string ip, Sources sources, long fromMs, long untilMs, AddressFacts facts)
    {
        public Sources Sources { get; } = sources;

        public long FromMs { get; } = fromMs;

        public long UntilMs { get; } = untilMs;

        public AddressFacts Facts { get; } = facts;

        public bool IsFor(string client1, string ip1) =>
            string.Equals(ip, ip1, StringComparison.Ordinal) && string.Equals(client, client1, StringComparison.Ordinal);
    }
}
