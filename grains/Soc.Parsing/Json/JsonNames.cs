using System.Text;

namespace Soc.Parsing.Json;

/// <summary>
/// Finds the field that a property name means, without allocating. The names are the members of <typeparamref name="TField"/>,
/// compared without regard to ASCII case: the same attribute is written ipAddress, IPAddress and ipaddress by different exporters.
/// </summary>
/// <typeparam name="TField">An enum whose member 0 means "none of these".</typeparam>
internal sealed class JsonNames<TField>
    where TField : struct, Enum
{
    private const int MaxNameBytes = 128;

    private readonly Entry[]?[] _buckets = new Entry[]?[256];

    /// <param name="aliases">Names that are no identifier or mean the same as a member.</param>
    public JsonNames(params (string Name, TField Field)[] aliases)
    {
        foreach (var field in Enum.GetValues<TField>())
        {
            if (!EqualityComparer<TField>.Default.Equals(field, default))
            {
                Add(field.ToString(), field);
            }
        }

        foreach (var (name, field) in aliases)
        {
            Add(name, field);
        }
    }

    /// <summary>The field, or the enum's 0.</summary>
    public TField Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.Length > MaxNameBytes)
        {
            return default;
        }

        var bucket = _buckets[Bucket(name)];
        if (bucket is not null)
        {
            foreach (var entry in bucket)
            {
                if (entry.Name.Length == name.Length && Ascii.EqualsIgnoreCase(entry.Name, name))
                {
                    return entry.Field;
                }
            }
        }

        return default;
    }

    private static int Bucket(ReadOnlySpan<byte> name) =>
        ((name.Length * 31) ^ ((name[0] | 0x20) * 7) ^ ((name[^1] | 0x20) * 13) ^ ((name[name.Length / 2] | 0x20) * 3)) & 0xff;

    private void Add(string text, TField field)
    {
        var name = Encoding.UTF8.GetBytes(text);
        ref var bucket = ref _buckets[Bucket(name)];
        bucket = [.. bucket ?? [], new Entry(name, field)];
    }

    private sealed record Entry(byte[] Name, TField Field);
}
