using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Orleans;

namespace Soc.Model.Events;

/// <summary>Stable 128-bit identity of an event: the same event delivered twice has the same id.</summary>
[GenerateSerializer, Immutable, Alias("soc.EventId"), StructLayout(LayoutKind.Auto)]
public readonly record struct EventId([property: Id(0)] ulong High, [property: Id(1)] ulong Low)
{
    /// <summary>From the source's own unique id, scoped by client and source so that ids of two sources never collide.</summary>
    public static EventId FromSourceId(string client, string source, ReadOnlySpan<byte> sourceUniqueId) =>
        Hash(client, source, sourceUniqueId, position: 0, place: 0);

    /// <summary>From the content, for sources without an id of their own.</summary>
    /// <param name="position">Index of the event among the events of one record (0 for the first); never the position in a batch, which a retry may change.</param>
    /// <param name="place">Where the source keeps the record for good, hashed, or 0 when it keeps none: the same content at two places is two events.</param>
    public static EventId FromContent(string client, string source, ReadOnlySpan<byte> raw, int position = 0, ulong place = 0) =>
        Hash(client, source, raw, position + 1, place);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EventId id)
    {
        id = default;
        if (text.Length != 32
            || !ulong.TryParse(text[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            || !ulong.TryParse(text[16..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
        {
            return false;
        }

        id = new EventId(high, low);
        return true;
    }

    private static EventId Hash(string client, string source, ReadOnlySpan<byte> content, int position, ulong place)
    {
        Span<byte> prefix = stackalloc byte[520];
        var length = Encoding.UTF8.TryGetBytes(client, prefix[..250], out var clientLength) ? clientLength : 0;
        prefix[length++] = 0x1f;
        length += Encoding.UTF8.TryGetBytes(source, prefix.Slice(length, 250), out var sourceLength) ? sourceLength : 0;
        prefix[length++] = 0x1f;
        BinaryPrimitives.WriteInt32LittleEndian(prefix[length..], position);
        length += sizeof(int);
        if (place != 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(prefix[length..], place);
            length += sizeof(ulong);
        }

        var seed = XxHash3.HashToUInt64(prefix[..length]);
        var hash = XxHash128.HashToUInt128(content, unchecked((long)seed));
        return new EventId((ulong)(hash >> 64), (ulong)hash);
    }
}
