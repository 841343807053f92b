using Soc.Capture.Decode;

namespace Soc.Capture.Protocols.Dhcp;

/// <summary>Reads a DHCPv6 message (RFC 8415, 8 and 21).</summary>
internal static class Dhcp6Reader
{
    public const int MaxRelays = 8;
    public const int MaxAddresses = 8;
    private const int MaxDuidBytes = 130;
    private const int AddressBytes = 16;
    private const int RelayMessage = 9;
    private const int IaAddress = 5;

    /// <returns>Nothing when it is no such message.</returns>
    public static Dhcp6Message? Read(ReadOnlySpan<byte> message, long atNs)
    {
        NetAddress? peer = null;
        for (var relays = 0; relays <= MaxRelays; relays++)
        {
            var reader = new ByteReader(message);
            var type = (Dhcp6MessageType)reader.U8();
            if (type is Dhcp6MessageType.RelayForward or Dhcp6MessageType.RelayReply)
            {
                reader.Skip(1 + AddressBytes);
                var address = reader.Take(AddressBytes);
                if (reader.IsBroken || !TryFind(reader.Rest, RelayMessage, out message))
                {
                    return null;
                }

                peer = NetAddress.V6(address);
                continue;
            }

            var id = reader.U24();
            if (reader.IsBroken || type is Dhcp6MessageType.None or > Dhcp6MessageType.InformationRequest || !IsSound(reader.Rest))
            {
                return null;
            }

            var told = new Dhcp6Message { AtNs = atNs, Type = type, TransactionId = id, Relays = relays, PeerAddress = peer };
            return WithOptions(told, reader.Rest, isWithin: false);
        }

        return null;
    }

    private static bool IsSound(ReadOnlySpan<byte> options)
    {
        var reader = new ByteReader(options);
        while (reader.Remaining > 0)
        {
            reader.Skip(2);
            reader.Skip(reader.U16());
        }

        return !reader.IsBroken && !options.IsEmpty;
    }

    private static bool TryFind(ReadOnlySpan<byte> options, int code, out ReadOnlySpan<byte> value)
    {
        var reader = new ByteReader(options);
        while (reader.Remaining > 0)
        {
            var at = reader.U16();
            value = reader.Take(reader.U16());
            if (at == code && !reader.IsBroken)
            {
                return true;
            }
        }

        value = [];
        return false;
    }

    private static Dhcp6Message WithOptions(Dhcp6Message told, ReadOnlySpan<byte> options, bool isWithin)
    {
        var reader = new ByteReader(options);
        while (reader.Remaining > 0)
        {
            var code = reader.U16();
            var value = reader.Take(reader.U16());
            if (reader.IsBroken)
            {
                break;
            }

            told = isWithin ? WithAddress(told, code, value) : WithOption(told, code, value);
        }

        return told;
    }

    private static Dhcp6Message WithAddress(Dhcp6Message told, int code, ReadOnlySpan<byte> value) =>
        code == IaAddress && value.Length >= AddressBytes && told.Addresses.Length < MaxAddresses
            ? told with { Addresses = told.Addresses.Add(NetAddress.V6(value)) }
            : told;

    /// <summary>What an option says; of those that may be there once the first counts.</summary>
    private static Dhcp6Message WithOption(Dhcp6Message told, int code, ReadOnlySpan<byte> value)
    {
        const int naHeader = 12;
        const int taHeader = 4;
        const int vendorHeader = 6;
        return code switch
        {
            1 when told.ClientDuid is null => told with { ClientDuid = Hex(value), DuidMac = MacOf(value) },
            2 when told.ServerDuid is null => told with { ServerDuid = Hex(value) },
            3 when value.Length > naHeader => WithOptions(told, value[naHeader..], isWithin: true),
            4 when value.Length > taHeader => WithOptions(told, value[taHeader..], isWithin: true),
            6 when told.RequestedOptions is null => told with { RequestedOptions = Numbers(value) },
            16 when told.VendorClass is null && value.Length > vendorHeader => told with { VendorClass = Vendor(value[(vendorHeader - 2)..]) },
            39 when told.ClientFqdn is null && value.Length > 1 => told with { ClientFqdn = DhcpNames.OfLabels(value[1..]) },
            _ => told,
        };
    }

    private static string Hex(ReadOnlySpan<byte> value) => Convert.ToHexStringLower(value[..Math.Min(value.Length, MaxDuidBytes)]);

    /// <summary>Of an identifier by link-layer address (3), or by that and time (1), of Ethernet (RFC 8415, 11.2 and 11.4).</summary>
    private static MacAddress? MacOf(ReadOnlySpan<byte> duid) => duid switch
    {
        [0, 1, 0, 1, _, _, _, _, .. { Length: 6 } mac] => MacAddress.Of(mac),
        [0, 3, 0, 1, .. { Length: 6 } mac] => MacAddress.Of(mac),
        _ => null,
    };

    private static string Vendor(ReadOnlySpan<byte> data)
    {
        var reader = new ByteReader(data);
        return WireText.OfAscii(reader.Take(reader.U16()), DhcpDraft.MaxTextChars);
    }

    private static string Numbers(ReadOnlySpan<byte> value)
    {
        Span<char> space = stackalloc char[BoundedText.MaxChars];
        var text = new BoundedText(space);
        for (var at = 0; at + 1 < value.Length && at < BoundedText.MaxChars; at += 2)
        {
            text.Append(at == 0 ? "" : ",");
            text.Append((value[at] << 8) | value[at + 1]);
        }

        return text.ToString();
    }
}
