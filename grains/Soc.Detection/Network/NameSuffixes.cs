using System.Collections.Frozen;

namespace Soc.Detection.Network;

/// <summary>Values by the end of a host name, label by label: "example.com" holds for "a.example.com" and not for "badexample.com".</summary>
internal sealed class NameSuffixes<TValue>
    where TValue : class
{
    private readonly FrozenDictionary<string, TValue>.AlternateLookup<ReadOnlySpan<char>> _bySuffix;

    public NameSuffixes(IEnumerable<KeyValuePair<string, TValue>> values) =>
        _bySuffix = values.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Value of the longest suffix that the name has, or null.</summary>
    public TValue? Find(ReadOnlySpan<char> host)
    {
        host = host.TrimEnd('.');
        while (!host.IsEmpty)
        {
            if (_bySuffix.TryGetValue(host, out var value))
            {
                return value;
            }

            var dot = host.IndexOf('.');
            host = dot < 0 ? default : host[(dot + 1)..];
        }

        return null;
    }
}
