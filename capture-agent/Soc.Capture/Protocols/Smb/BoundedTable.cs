using System.Diagnostics.CodeAnalysis;

namespace Soc.Capture.Protocols.Smb;

/// <summary>A table that keeps at most so many: the oldest makes room.</summary>
internal sealed class BoundedTable<TKey, TValue>(int max)
    where TKey : struct
    where TValue : class
{
    private readonly OrderedDictionary<TKey, TValue> _all = [];

    /// <summary>The oldest first.</summary>
    public IEnumerable<TValue> Values => _all.Values;

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value) => _all.TryGetValue(key, out value);

    public bool TryRemove(TKey key, [NotNullWhen(true)] out TValue? value) => _all.Remove(key, out value);

    /// <returns>What was pushed out: the one that had the key, or the oldest.</returns>
    public TValue? Put(TKey key, TValue value)
    {
        _all.Remove(key, out var pushedOut);
        if (_all.Count >= max)
        {
            pushedOut = _all.GetAt(0).Value;
            _all.RemoveAt(0);
        }

        _all.Add(key, value);
        return pushedOut;
    }

    public void Clear() => _all.Clear();
}
