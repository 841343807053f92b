namespace Soc.Capture.Protocols.Dhcp;

/// <summary>Tells every DHCPv6 message: a client's go to the group, a server's come from elsewhere, so that hardly a flow has both.</summary>
internal sealed class Dhcp6Parser : DatagramParser
{
    private const int MaxStrange = 8;
    private int _strange = MaxStrange - 1;

    public override ParserVerdict Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink)
    {
        if (Dhcp6Reader.Read(data, atNs) is not { } message)
        {
            return ++_strange < MaxStrange ? ParserVerdict.More : ParserVerdict.NotMine;
        }

        _strange = 0;
        sink.Take(message);
        return ParserVerdict.More;
    }
}
