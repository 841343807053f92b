using System.IO.Hashing;
using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Baseline;

/// <summary>
/// How many different users were seen in a sliding window of days: exact up to <see cref="MaxExact"/>, then linear counting over
/// a vector of last-seen days (a slot counts while its day is inside the window), a few per cent off, and a lower bound once full.
/// </summary>
[GenerateSerializer, Alias("soc.state.client_profile.users")]
public sealed class UserCounter
{
    /// <summary>Most users counted one by one.</summary>
    public const int MaxExact = 64;

    /// <summary>Slots of the estimate; it says up to about 34,000 users.</summary>
    public const int MaxSlots = 4096;

    /// <summary>Hashes of users; empty once the estimate took over.</summary>
    [Id(0)]
    public ulong[] Hashes { get; set; } = [];

    /// <summary>Day on which each was last seen, days since the epoch; 0 never. Parallel to <see cref="Hashes"/>, or one per slot.</summary>
    [Id(1)]
    public ushort[] Days { get; set; } = [];

    /// <summary>Users in <see cref="Hashes"/>.</summary>
    [Id(2)]
    public int Count { get; set; }

    /// <summary>True when the count is an estimate.</summary>
    public bool IsEstimate => Days.Length == MaxSlots;

    public static ulong HashOf(string user) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(user.AsSpan()));

    public void Add(ulong user, ushort day)
    {
        if (IsEstimate)
        {
            Touch((int)(user % MaxSlots), day);
            return;
        }

        var at = Array.IndexOf(Hashes, user, 0, Count);
        if (at >= 0)
        {
            Touch(at, day);
            return;
        }

        if (Count == MaxExact && !ForgetOlderThan(day))
        {
            Spread();
            Touch((int)(user % MaxSlots), day);
            return;
        }

        if (Count == Hashes.Length)
        {
            var grown = Math.Clamp(Count * 2, 4, MaxExact);
            var (hashes, days) = (Hashes, Days);
            Array.Resize(ref hashes, grown);
            Array.Resize(ref days, grown);
            (Hashes, Days) = (hashes, days);
        }

        Hashes[Count] = user;
        Days[Count] = day;
        Count++;
    }

    /// <summary>Users last seen on <paramref name="fromDay"/> or later, but for <paramref name="except"/>.</summary>
    public int CountSince(int fromDay, ulong? except)
    {
        if (!IsEstimate)
        {
            var exact = 0;
            for (var i = 0; i < Count; i++)
            {
                exact += Days[i] >= fromDay && Hashes[i] != except ? 1 : 0;
            }

            return exact;
        }

        var taken = 0;
        foreach (var day in Days)
        {
            taken += day != 0 && day >= fromDay ? 1 : 0;
        }

        var estimate = Math.Log((double)MaxSlots / Math.Max(1, MaxSlots - taken)) * MaxSlots;
        var seen = except is { } user && Days[(int)(user % MaxSlots)] is var last && last != 0 && last >= fromDay;
        return Math.Max(0, (int)Math.Round(estimate) - (seen ? 1 : 0));
    }

    private void Touch(int at, ushort day) => Days[at] = Math.Max(Days[at], day);

    /// <summary>Makes room by leaving out who has not been seen for a window; false when everybody has.</summary>
    private bool ForgetOlderThan(ushort day)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (Days[i] >= day - ClientProfileState.WindowDays)
            {
                (Hashes[kept], Days[kept]) = (Hashes[i], Days[i]);
                kept++;
            }
        }

        var dropped = kept < Count;
        Count = kept;
        return dropped;
    }

    private void Spread()
    {
        var slots = new ushort[MaxSlots];
        for (var i = 0; i < Count; i++)
        {
            var at = (int)(Hashes[i] % MaxSlots);
            slots[at] = Math.Max(slots[at], Days[i]);
        }

        (Hashes, Days, Count) = ([], slots, 0);
    }
}
