using System.Text;

namespace Soc.Parsing.Text;

/// <summary>
/// Finds the field that a key means, without making a string: keys are compared without regard to case and to
/// <c>_ - . space</c> and quotes, so that SourceUser, source_user and "Source User" are one.
/// </summary>
/// <typeparam name="TField">The fields.</typeparam>
internal sealed class KeyTable<TField>
    where TField : unmanaged, Enum
{
    private const int MaxKeyBytes = 48;

    private readonly byte[]?[] _keys;
    private readonly TField[] _fields;
    private readonly byte[][] _prefixes;

    /// <param name="prefixes">Vendor prefixes that are dropped from a key ("panos", "ftntfgt").</param>
    /// <param name="entries">Fields, each with its keys in one text, set apart by spaces.</param>
    public KeyTable(string[] prefixes, params (TField Field, string Keys)[] entries)
    {
        _prefixes = [.. prefixes.Select(Encoding.ASCII.GetBytes)];
        var pairs = entries.SelectMany(e => e.Keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(k => (e.Field, Key: k))).ToArray();
        var size = 64;
        while (size < pairs.Length * 4)
        {
            size *= 2;
        }

        _keys = new byte[]?[size];
        _fields = new TField[size];
        Span<byte> buffer = stackalloc byte[MaxKeyBytes];
        foreach (var (field, key) in pairs)
        {
            var length = Normalise(Encoding.ASCII.GetBytes(key), buffer);
            var normal = buffer[..length].ToArray();
            var slot = Hash(normal) & (size - 1);
            while (_keys[slot] is { } other)
            {
                // Spellings of one key may fall together; two fields may not share it.
                if (other.AsSpan().SequenceEqual(normal) && EqualityComparer<TField>.Default.Equals(_fields[slot], field))
                {
                    break;
                }

                if (other.AsSpan().SequenceEqual(normal))
                {
                    throw new InvalidOperationException($"The key '{key}' is named twice.");
                }

                slot = (slot + 1) & (size - 1);
            }

            _keys[slot] = normal;
            _fields[slot] = field;
        }
    }

    public bool TryFind(ReadOnlySpan<byte> key, out TField field)
    {
        field = default;
        if (key.Length > MaxKeyBytes)
        {
            return false;
        }

        Span<byte> buffer = stackalloc byte[MaxKeyBytes];
        ReadOnlySpan<byte> normal = buffer[..Normalise(key, buffer)];
        foreach (var prefix in _prefixes)
        {
            if (normal.Length > prefix.Length && normal.StartsWith(prefix))
            {
                normal = normal[prefix.Length..];
                break;
            }
        }

        var mask = _keys.Length - 1;
        for (var slot = Hash(normal) & mask; _keys[slot] is { } known; slot = (slot + 1) & mask)
        {
            if (normal.SequenceEqual(known))
            {
                field = _fields[slot];
                return true;
            }
        }

        return false;
    }

    private static int Normalise(ReadOnlySpan<byte> key, Span<byte> destination)
    {
        var length = 0;
        foreach (var c in key)
        {
            if (c is (byte)'_' or (byte)'-' or (byte)'.' or (byte)' ' or (byte)'"')
            {
                continue;
            }

            destination[length++] = c is >= (byte)'A' and <= (byte)'Z' ? (byte)(c | 0x20) : c;
        }

        return length;
    }

    private static int Hash(ReadOnlySpan<byte> key)
    {
        var hash = 2166136261u;
        foreach (var c in key)
        {
            hash = unchecked((hash ^ c) * 16777619u);
        }

        return (int)((hash ^ (hash >> 15)) & 0x7fffffff);
    }
}
