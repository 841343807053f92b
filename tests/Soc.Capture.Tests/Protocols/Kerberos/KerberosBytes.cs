using System.Text;

namespace Soc.Capture.Tests.Protocols.Kerberos;

/// <summary>Writes Kerberos messages in DER (RFC 4120).</summary>
internal static class KerberosBytes
{
    public static byte[] Request(int application, string client, string service, int[] types, byte nonce, bool isProven)
    {
        byte[][] body =
        [
            Member(0, Element(0x03, [0, 0x40, 0x80, 0, 0])), Member(1, Name(client)), Member(2, Text("R.EXAMPLE")), Member(3, Name(service)),
            Member(5, Element(0x18, Encoding.ASCII.GetBytes("20300102030405Z"))), Member(7, Element(0x02, [1, 2, 3, nonce])),
            Member(8, Sequence([.. types.Select(Integer)])),
        ];
        return Element((byte)(0x60 | application), Sequence(
            Member(1, Integer(5)), Member(2, Integer(application)), Member(3, Sequence(Sequence(Member(1, Integer(isProven ? 2 : 128)), Member(2, Element(0x04, [1, 2]))))), Member(4, Sequence(body))));
    }

    public static byte[] Reply(int application, string client, string service, int ticketType, int replyType) => Element((byte)(0x60 | application), Sequence(
        Member(0, Integer(5)), Member(1, Integer(application)), Member(3, Text("R.EXAMPLE")), Member(4, Name(client)),
        Member(5, Element(0x61, Sequence(Member(0, Integer(5)), Member(1, Text("R.EXAMPLE")), Member(2, Name(service)), Member(3, Encrypted(ticketType))))),
        Member(6, Encrypted(replyType))));

    public static byte[] Error(int code, string text) => Element(0x7E, Sequence(
        Member(0, Integer(5)), Member(1, Integer(30)), Member(6, Integer(code)), Member(9, Text("R.EXAMPLE")), Member(10, Name("krbtgt/R.EXAMPLE")), Member(11, Text(text))));

    public static byte[] Framed(params byte[][] messages) =>
        [.. messages.SelectMany(m => (byte[])[(byte)(m.Length >> 24), (byte)(m.Length >> 16), (byte)(m.Length >> 8), (byte)m.Length, .. m])];

    private static byte[] Encrypted(int type) => Sequence(Member(0, Integer(type)), Member(2, Element(0x04, new byte[300])));

    private static byte[] Name(string name) => Sequence(Member(0, Integer(1)), Member(1, Sequence([.. name.Split('/').Select(Text)])));

    private static byte[] Text(string text) => Element(0x1B, Encoding.ASCII.GetBytes(text));

    private static byte[] Integer(int value) => Element(0x02, value is >= -128 and < 128 ? [(byte)value] : [(byte)(value >> 8), (byte)value]);

    private static byte[] Sequence(params byte[][] parts) => Element(0x30, [.. parts.SelectMany(p => p)]);

    private static byte[] Member(int number, byte[] value) => Element((byte)(0xA0 | number), value);

    private static byte[] Element(byte tag, byte[] value) =>
        value.Length < 128 ? [tag, (byte)value.Length, .. value] : [tag, 0x82, (byte)(value.Length >> 8), (byte)value.Length, .. value];
}
