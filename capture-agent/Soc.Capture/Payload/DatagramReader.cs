using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Protocols;

namespace Soc.Capture.Payload;

/// <summary>Reads the datagrams of a flow by the protocol that its first one showed.</summary>
internal sealed class DatagramReader(DatagramParser parser, string name, Flow flow, IRecordSink sink) : IProtocolSink
{
    /// <summary>Nothing more is wanted of this flow.</summary>
    public bool IsDone { get; private set; }

    public void Take(ProtocolRecord record) => sink.Take(flow, name, record);

    public void Take(Side side, ref Packet packet) => IsDone = parser.Read(side, packet.Payload, packet.AtNs, this) != ParserVerdict.More;

    public void End(long atNs)
    {
        if (!IsDone)
        {
            parser.End(atNs, this);
        }
    }
}
