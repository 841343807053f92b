using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Soc.Capture.Protocols.Smb;

/// <summary>A table that keeps at most so many: the oldest makes room.</summary>
/// <param name="bytesOf">What a value takes, as it is when it is put; about.</param>
internal sealed class BoundedTable<TKey, TValue>(int max, Func<TValue, int> bytesOf)
    where TKey : struct
    where TValue : class
{
    private readonly OrderedDictionary<TKey, Entry> _all = [];

    /// <summary>The oldest first.</summary>
    public IEnumerable<TValue> Values => _all.Values.Select(e => e.Value);

    /// <summary>What all of it takes, bytes; about.</summary>
    public int HeldBytes { get; private set; }

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        var isThere = _all.TryGetValue(key, out var entry);
        value = entry.Value;
        return isThere;
    }

    public bool TryRemove(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        var isThere = _all.Remove(key, out var entry);
        HeldBytes -= entry.Bytes;
        value = entry.Value;
        return isThere;
    }

    /// <returns>What was pushed out: the one that had the key, or the oldest.</returns>
    public TValue? Put(TKey key, TValue value)
    {
        _ = TryRemove(key, out var pushedOut);
        if (_all.Count >= max)
        {
            var entry = _all.GetAt(0).Value;
            _all.RemoveAt(0);
            HeldBytes -= entry.Bytes;
            pushedOut = entry.Value;
        }

        var bytes = bytesOf(value);
        _all.Add(key, new Entry(value, bytes));
        HeldBytes += bytes;
        return pushedOut;
    }

    public void Clear()
    {
        _all.Clear();
        HeldBytes = 0;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(TValue Value, int Bytes);
}
