using Soc.Capture.Protocols;

namespace Soc.Fuzz.Targets.Wire;

/// <summary>Conversations by hand: for protocols that no capture at hand has, and for machines without captures.</summary>
internal static class OwnTalk
{
    private static byte[] RdpRequest => [3, 0, 0, 41, 36, 0xE0, 0, 0, 0, 0, 0, .. "Cookie: mstshash=j.doe\r\n"u8, 1, 0, 8, 0, 3, 0, 0, 0];

    private static byte[] RdpRequestOfOld => [3, 0, 0, 11, 6, 0xE0, 0, 0, 0, 0, 0];

    private static byte[] RdpConfirm => [3, 0, 0, 19, 14, 0xD0, 0, 0, 0, 0, 0, 2, 0, 8, 0, 1, 0, 0, 0];

    private static byte[] RdpConfirmOfOld => [3, 0, 0, 11, 6, 0xD0, 0, 0, 0, 0, 0];

    /// <summary>A client's hello of TLS 1.2 with a name.</summary>
    private static byte[] Hello =>
    [
        22, 3, 1, 0, 66, 1, 0, 0, 62, 3, 3, .. "abcdefghijklmnopqrstuvwxyz012345"u8, 0, 0, 2, 0xC0, 0x2F, 1, 0,
        0, 19, 0, 0, 0, 15, 0, 13, 0, 0, 10, .. "host.examp"u8,
    ];

    public static IEnumerable<byte[]> Of(string protocol) => protocol switch
    {
        "rdp" => [Originator(RdpRequest, RdpConfirm, Hello), Originator(RdpRequestOfOld, RdpConfirmOfOld, RdpInitial())],
        "ssl" => [Originator(Hello, [21, 3, 3, 0, 2, 2, 40], [])],
        "http" => [Originator("POST /a?b HTTP/1.1\r\nHost: h\r\nVia: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"u8, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"u8, "GET /c HTTP/1.1\r\nAuthorization: Basic YTpi\r\n\r\n"u8)],
        "ssh" => [Originator("SSH-2.0-a b\r\n"u8, "SSH-1.99-c\r\n"u8, [0, 0, 0, 66, 4, 20, .. new byte[16], 0, 0, 0, 3, .. "a,b"u8, .. new byte[41]])],
        "dns" or "mdns" or "llmnr" or "netbios" => [Originator(DnsQuestion, DnsAnswer, DnsQuestion)],
        "dhcpv6" => [Originator(DhcpSolicit, [], []), Originator([12, 0, .. new byte[32], 0, 9, 0, (byte)DhcpSolicit.Length, .. DhcpSolicit], [], [])],
        "smb" => [Originator(SmbNegotiate, [], [])],
        "dhcp" => [Originator(Dhcp(1, 1), Dhcp(2, 5), Dhcp(1, 3))],
        "kerberos" => [Originator(KerberosTalk.Request, KerberosTalk.Error, KerberosTalk.Request)],
        "krb_tcp" => [Originator(KerberosTalk.Framed(KerberosTalk.Request), KerberosTalk.Framed(KerberosTalk.Error), KerberosTalk.Framed(KerberosTalk.Request))],
        "quic" => [Originator(QuicInitial, [], QuicInitial)],
        _ => [],
    };

    private static byte[] DnsQuestion => [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, .. "www"u8, 2, .. "ex"u8, 0, 0, 1, 0, 1];

    private static byte[] DnsAnswer =>
        [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0, 3, .. "www"u8, 2, .. "ex"u8, 0, 0, 1, 0, 1, 0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 9, 0, 4, 1, .. "a"u8, 0xC0, 16, 0xC0, 35, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 1, 2, 3, 4];

    private static byte[] SmbNegotiate => [0, 0, 0, 102, 0xFE, .. "SMB"u8, 64, .. new byte[59], 36, 0, 1, .. new byte[33], 2, 2];

    /// <summary>A first packet of version 1, of the length that all of them have at least; what is sealed in it is nothing.</summary>
    private static byte[] QuicInitial => [0xC3, 0, 0, 0, 1, 8, .. "abcdefgh"u8, 0, 0, 0x44, 0x9E, .. new byte[1_182]];

    private static byte[] DhcpSolicit =>
        [1, 1, 2, 3, 0, 1, 0, 10, 0, 3, 0, 1, 2, 0, 0, 0, 0, 7, 0, 3, 0, 40, .. new byte[12], 0, 5, 0, 24, 0xFE, 0x80, .. new byte[22], 0, 6, 0, 4, 0, 23, 0, 24, 0, 39, 0, 5, 0, 3, .. "pc1"u8];

    private static byte[] Dhcp(byte operation, byte kind) =>
    [
        operation, 1, 6, 0, 1, 2, 3, 4, .. new byte[8], 10, 0, 0, 7, .. new byte[8], 2, 0, 0, 0, 0, 7, .. new byte[202],
        0x63, 0x82, 0x53, 0x63, 53, 1, kind, 12, 3, .. "pc1"u8, 60, 8, .. "MSFT 5.0"u8, 55, 3, 1, 3, 6, 51, 4, 0, 0, 14, 16, 54, 4, 10, 0, 0, 1, 50, 4, 10, 0, 0, 7, 0xFF,
    ];

    private static byte[] RdpInitial()
    {
        byte[] blocks = [1, 0xC0, 216, 0, 4, 0, 8, 0, 0, 4, 0, 3, 1, 202, 3, 170, 7, 4, 0, 0, 40, 10, 0, 0, .. "W\0S\0"u8, .. new byte[188], 3, 0xC0, 20, 0, 1, 0, 0, 0, .. "cliprdr"u8, 0, 0, 0, 0, 0x80];
        byte[] conference = [0, 5, 0, 20, 124, 0, 1, 0x81, 0x00, 0, 8, 0, 16, 0, 1, 0xC0, 0, .. "Duca"u8, 0x80, (byte)blocks.Length, .. blocks];
        byte[] fields = [4, 1, 1, 4, 1, 1, 1, 1, 0xFF, 0x30, 0, 0x30, 0, 0x30, 0, 4, 0x82, (byte)(conference.Length >> 8), (byte)conference.Length, .. conference];
        byte[] message = [2, 0xF0, 0x80, 0x7F, 0x65, 0x82, (byte)(fields.Length >> 8), (byte)fields.Length, .. fields];
        return [3, 0, (byte)((message.Length + 4) >> 8), (byte)(message.Length + 4), .. message];
    }

    private static byte[] Originator(ReadOnlySpan<byte> first, ReadOnlySpan<byte> answer, ReadOnlySpan<byte> second) =>
        Piece.Write([(Side.Originator, first.ToArray()), (Side.Responder, answer.ToArray()), (Side.Originator, second.ToArray())]);
}
