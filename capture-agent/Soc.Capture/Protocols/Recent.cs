using System.IO.Hashing;

namespace Soc.Capture.Protocols;

/// <summary>
/// What was made of the same bytes a moment ago, so that it need not be made again. Compared byte by byte: who finds two inputs of one hash only
/// makes us work again. One place a hash, bounded in number and size.
/// </summary>
internal sealed class Recent<T>
    where T : class
{
    /// <summary>Longer inputs are not kept.</summary>
    public const int MaxKeyBytes = 4_096;

    private const int Places = 1_024;

    private readonly (byte[] Key, T Value)[] _places = new (byte[], T)[Places];

    /// <param name="key">Empty when there is none: nothing is known of it.</param>
    /// <returns>Null when it is not known.</returns>
    public T? Find(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
        {
            return null;
        }

        ref var place = ref _places[PlaceOf(key)];
        return place.Key is not null && key.SequenceEqual(place.Key) ? place.Value : null;
    }

    /// <returns>The same value.</returns>
    public T Keep(ReadOnlySpan<byte> key, T value)
    {
        if (key.Length is > 0 and <= MaxKeyBytes)
        {
            _places[PlaceOf(key)] = (key.ToArray(), value);
        }

        return value;
    }

    private static int PlaceOf(ReadOnlySpan<byte> key) => (int)(XxHash3.HashToUInt64(key) % Places);
}
