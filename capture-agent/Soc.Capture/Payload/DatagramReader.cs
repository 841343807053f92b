using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Protocols;

namespace Soc.Capture.Payload;

/// <summary>Reads the datagrams of a flow by the protocol that its first one showed; then those of another one.</summary>
internal sealed class DatagramReader(ProtocolCatalog catalog, SpareParsers<DatagramParser> parsers, IRecordSink sink) : IProtocolSink
{
    private Flow? _flow;
    private DatagramParser? _parser;
    private int _protocol;

    /// <summary>Nothing more is wanted of this flow.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Reads this flow from here on.</summary>
    /// <param name="protocol">Its place in the catalog.</param>
    public void Begin(Flow flow, int protocol) =>
        (_flow, _protocol, _parser, IsDone) = (flow, protocol, parsers.Rent(protocol) ?? catalog.Datagrams[protocol].Begin(), false);

    /// <summary>Forgets the flow.</summary>
    public void Reset()
    {
        parsers.Return(_protocol, _parser!);
        (_flow, _parser) = (null, null);
    }

    public void Take(ProtocolRecord record) => sink.Take(_flow!, catalog.Datagrams[_protocol].Name, record);

    public void Take(Side side, ref Packet packet) => IsDone = _parser!.Read(side, packet.Payload, packet.AtNs, this) != ParserVerdict.More;

    public void End(long atNs)
    {
        if (!IsDone)
        {
            _parser!.End(atNs, this);
        }
    }
}
