namespace Soc.Capture.Protocols.Dns;

/// <summary>
/// DNS over UDP, and its relatives. Those share the message and differ in what the rest of it means; only the port tells them apart. DNS itself
/// is recognised on any port by its question.
/// </summary>
public sealed class DnsDatagrams : IDatagramProtocol
{
    private readonly DnsVariant _variant;
    private readonly ushort _port;

    private DnsDatagrams(DnsVariant variant, ushort port) => (_variant, _port) = (variant, port);

    public static DnsDatagrams Dns { get; } = new(DnsVariant.Dns, 53);

    public static DnsDatagrams Mdns { get; } = new(DnsVariant.Mdns, 5353);

    public static DnsDatagrams Llmnr { get; } = new(DnsVariant.Llmnr, 5355);

    public static DnsDatagrams Netbios { get; } = new(DnsVariant.Netbios, 137);

    public string Name => "dns";

    public bool Recognises(Side side, ReadOnlySpan<byte> data, ushort originatorPort, ushort responderPort)
    {
        var isAtPort = originatorPort == _port || responderPort == _port;
        var mayBe = _variant == DnsVariant.Dns ? !IsRelatives(originatorPort) && !IsRelatives(responderPort) : isAtPort;
        if (!mayBe || !DnsHeader.TryRead(data, out var header) || !header.IsPlausible(_variant))
        {
            return false;
        }

        return header.Questions == 0 ? isAtPort : DnsQuestion.IsSound(data, _variant, isTypeKnown: !isAtPort);
    }

    public DatagramParser Begin() => new DnsDatagramParser(_variant);

    private static bool IsRelatives(ushort port) => port == Mdns._port || port == Llmnr._port || port == Netbios._port;
}
