using System.IO.Hashing;

namespace Soc.Capture.Protocols;

/// <summary>
/// What was made of the same bytes a moment ago, so that it need not be made again. Compared byte by byte: who finds two inputs of one hash only
/// makes us work again. One place a hash, bounded in number and size.
/// </summary>
/// <param name="places">Most that is kept: a multiple of what a network says again and again, since two of one place drive each other out.</param>
internal sealed class Recent<T>(int places)
    where T : class
{
    /// <summary>Longer inputs are not kept.</summary>
    public const int MaxKeyBytes = 4_096;

    private readonly (byte[] Key, T Value)[] _places = new (byte[], T)[places];

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
    public T Keep(ReadOnlySpan<byte> key, T value) => key.Length is > 0 and <= MaxKeyBytes ? Keep(key.ToArray(), value) : value;

    /// <param name="key">Nobody else writes to it.</param>
    /// <param name="value">What was made of it.</param>
    /// <returns>The same value.</returns>
    public T Keep(byte[] key, T value)
    {
        if (key.Length is > 0 and <= MaxKeyBytes)
        {
            _places[PlaceOf(key)] = (key, value);
        }

        return value;
    }

    private int PlaceOf(ReadOnlySpan<byte> key) => (int)(XxHash3.HashToUInt64(key) % (uint)_places.Length);
}
