using System.Buffers.Binary;

namespace Soc.Capture.Protocols.Rdp;

/// <summary>Blocks of settings: type, length with these four bytes, content; all numbers lower byte first (MS-RDPBCGR section 2.2.1.3.1).</summary>
internal static class RdpBlocks
{
    private const ushort ClientCore = 0xC001;
    private const ushort ClientNetwork = 0xC003;
    private const ushort ServerSecurity = 0x0C02;
    private const int HeaderBytes = 4;

    /// <summary>More than there are types.</summary>
    private const int MaxBlocks = 32;

    private const int NameBytes = 32;
    private const int MaxNameChars = 60;
    private const int ProductIdBytes = 64;
    private const int MaxProductIdChars = 64;
    private const int ChannelNameBytes = 8;
    private const int MaxChannelChars = 32;

    /// <returns>Null when the main block is missing.</returns>
    public static RdpClientInfo? Client(ReadOnlySpan<byte> blocks)
    {
        var core = Find(blocks, ClientCore);
        if (core.IsEmpty)
        {
            return null;
        }

        var reader = new ByteReader(core);
        var version = reader.U32Little();
        var (width, height) = (reader.U16Little(), reader.U16Little());
        reader.Skip(4); // depth of colours, key to leave
        var keyboard = reader.U32Little();
        var build = reader.U32Little();
        var name = reader.Take(NameBytes);
        if (reader.IsBroken)
        {
            return null;
        }

        // Type, sub-type and function keys of the keyboard, input method, colours, product, serial number, more colours, capabilities: all may be missing.
        reader.Skip((3 * 4) + 64 + 2 + 2 + 4 + 2 + 2 + 2);
        var product = reader.Take(ProductIdBytes);
        return new RdpClientInfo
        {
            Name = Utf16(name, MaxNameChars),
            Version = version,
            Build = build,
            KeyboardLayout = keyboard,
            DesktopWidth = width,
            DesktopHeight = height,
            ProductId = Utf16(product, MaxProductIdChars),
            Channels = Channels(Find(blocks, ClientNetwork)),
        };
    }

    /// <returns>Method and level of the encryption; null when the block is missing.</returns>
    public static (uint Method, uint Level)? Encryption(ReadOnlySpan<byte> blocks)
    {
        var reader = new ByteReader(Find(blocks, ServerSecurity));
        var found = (reader.U32Little(), reader.U32Little());
        return reader.IsBroken ? null : found;
    }

    private static List<string> Channels(ReadOnlySpan<byte> network)
    {
        var reader = new ByteReader(network);
        var count = Math.Min(reader.U32Little(), RdpClientInfo.MaxChannels);
        var names = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var name = reader.Take(ChannelNameBytes);
            reader.Skip(4); // options
            if (reader.IsBroken)
            {
                break;
            }

            var end = name.IndexOf((byte)0);
            names.Add(WireText.OfAscii(end < 0 ? name : name[..end], MaxChannelChars));
        }

        return names;
    }

    /// <summary>The text before the first zero.</summary>
    private static string Utf16(ReadOnlySpan<byte> bytes, int maxChars)
    {
        var end = 0;
        while (end + 1 < bytes.Length && BinaryPrimitives.ReadUInt16LittleEndian(bytes[end..]) != 0)
        {
            end += 2;
        }

        return WireText.OfUtf16(bytes[..end], maxChars);
    }

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> blocks, ushort wanted)
    {
        var reader = new ByteReader(blocks);
        for (var i = 0; i < MaxBlocks && reader.Remaining >= HeaderBytes; i++)
        {
            var type = reader.U16Little();
            var content = reader.Take(reader.U16Little() - HeaderBytes);
            if (type == wanted || reader.IsBroken)
            {
                return content;
            }
        }

        return [];
    }
}
