using System.Runtime.InteropServices;
using Soc.Capture.Decode;

namespace Soc.Capture.Protocols.Dhcp;

/// <summary>What every message begins with (RFC 2131, 2).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DhcpHeader(bool IsOfServer, uint TransactionId, MacAddress? Mac, NetAddress Client, NetAddress Assigned, NetAddress Relay, DhcpMessageType Type)
{
    private const byte Ethernet = 1;
    private const int MacBytes = 6;
    private const int MaxHardwareBytes = 16;
    private const int CookieAt = 236;
    private const uint Cookie = 0x63825363;
    private const byte MessageType = 53;

    /// <returns>False when it is not DHCP; BOOTP without a message type is not.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out DhcpHeader header)
    {
        header = default;
        var reader = new ByteReader(message);
        var (op, hardware, hardwareBytes) = (reader.U8(), reader.U8(), reader.U8());
        reader.Skip(1);
        var transactionId = reader.U32();
        reader.Skip(4);
        var (client, assigned) = (NetAddress.V4(reader.U32()), NetAddress.V4(reader.U32()));
        reader.Skip(4);
        var relay = NetAddress.V4(reader.U32());
        var mac = reader.Take(MaxHardwareBytes);
        reader.Skip(CookieAt - reader.Position);
        if (op is not (1 or 2) || hardwareBytes > MaxHardwareBytes || reader.U32() != Cookie || reader.IsBroken)
        {
            return false;
        }

        MacAddress? known = hardware == Ethernet && hardwareBytes == MacBytes ? MacAddress.Of(mac) : null;
        var type = TypeOf(message);
        header = new DhcpHeader(op == 2, transactionId, known, client, assigned, relay, type);
        return type != DhcpMessageType.None;
    }

    private static DhcpMessageType TypeOf(ReadOnlySpan<byte> message)
    {
        var options = new DhcpOptions(message);
        while (options.MoveNext())
        {
            if (options.Code == MessageType && options.Value is [var type])
            {
                return (DhcpMessageType)type;
            }
        }

        return DhcpMessageType.None;
    }
}
