using System.Globalization;
using Soc.Capture.Decode;
using Soc.Capture.Reset;

namespace Soc.CaptureAgent.Capturing;

/// <summary>What no command touches: the list, and this machine with its gateways.</summary>
internal static class NeverBlocked
{
    private const int MacLength = 17;
    private const int CharsPerByte = 3;

    /// <exception cref="InvalidOperationException">An entry is neither an address, a network nor a hardware address.</exception>
    public static NeverBlock Of(IReadOnlyList<string> entries)
    {
        var (ranges, stations) = (new List<AddressRange>(), new List<MacAddress>());
        foreach (var entry in entries)
        {
            if (TryMac(entry, out var mac))
            {
                stations.Add(mac);
            }
            else if (AddressRange.TryParse(entry, out var range))
            {
                ranges.Add(range);
            }
            else
            {
                throw new InvalidOperationException($"'{entry}' in NeverBlock is no address, network or hardware address: such as 10.0.0.1, 10.0.0.0/8, 2001:db8::/32 or 00:11:22:33:44:55.");
            }
        }

        // This machine and its way out as well: what it cannot be reached by, it cannot be told to stop.
        return new NeverBlock([.. ranges, .. ThisHost.Addresses()], stations, ThisHost.GatewayStations());
    }

    /// <summary>Six pairs of digits with colons between. An IPv6 address may be as long and have as many colons, elsewhere.</summary>
    public static bool TryMac(string text, out MacAddress mac)
    {
        mac = default;
        if (text.Length != MacLength)
        {
            return false;
        }

        var bits = 0UL;
        for (var i = 0; i < text.Length; i++)
        {
            if (i % CharsPerByte == CharsPerByte - 1 ? text[i] != ':' : !char.IsAsciiHexDigit(text[i]))
            {
                return false;
            }

            bits = text[i] == ':' ? bits : (bits << 4) | byte.Parse(text.AsSpan(i, 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        mac = new MacAddress(bits);
        return true;
    }
}
