using Soc.Capture.Decode;
using Soc.Capture.Flows;
using Soc.Capture.Protocols;

namespace Soc.Capture.Payload;

/// <summary>
/// Gives the payload of flows to the parsers of what they speak. A flow of which nothing is wanted (any more) costs a look; whatever a parser
/// throws ends the reading of its flow only, and is counted: it is a defect.
/// </summary>
public sealed class PayloadReaders(ProtocolCatalog catalog, IRecordSink sink, long maxHeldBytes = PayloadReaders.DefaultMaxHeldBytes)
{
    /// <summary>
    /// What waits in all connections together. Each may hold some hundred kilobytes of what came too early or is not whole, and whoever can
    /// send can begin a hundred thousand.
    /// </summary>
    public const long DefaultMaxHeldBytes = 256L * 1024 * 1024;

    // Readers that wait for their next flow; what a flow needs besides is its parser's.
    private const int MaxSpare = 16_384;

    private static readonly object Finished = new();

    private readonly Stack<StreamReader> _spareStreams = new();
    private readonly Stack<DatagramReader> _spareDatagrams = new();
    private readonly SpareParsers<StreamParser> _streamParsers = new(catalog.Streams.Count);
    private readonly SpareParsers<DatagramParser> _datagramParsers = new(catalog.Datagrams.Count);

    /// <summary>Flows whose parser threw.</summary>
    public long Failures { get; private set; }

    /// <summary>Connections whose reading was given up, since what waited in all of them was too much.</summary>
    public long GivenUp { get; private set; }

    /// <summary>What waits in all connections together, bytes.</summary>
    public long HeldBytes { get; private set; }

    /// <summary>The newest of what parsers threw; null when none did.</summary>
    public Exception? LastFailure { get; private set; }

    /// <param name="flow">The packet's flow, which has taken it.</param>
    public void Take(Flow flow, Side side, ref Packet packet)
    {
        if (ReferenceEquals(flow.Reader, Finished) || packet.IsFragment || packet.Protocol is not (IpProtocol.Tcp or IpProtocol.Udp))
        {
            return;
        }

        try
        {
            if (packet.Protocol == IpProtocol.Udp)
            {
                TakeDatagram(flow, side, ref packet);
            }
            else
            {
                TakeSegment(flow, side, ref packet);
            }
        }
#pragma warning disable CA1031 // one flow's parser must not end the capture of all others
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(flow, e);
        }
    }

    /// <summary>The flow is over.</summary>
    public void End(Flow flow)
    {
        try
        {
            switch (flow.Reader)
            {
                case StreamReader stream:
                    stream.End(flow.LastNs);
                    Return(stream);
                    break;
                case DatagramReader datagrams:
                    datagrams.End(flow.LastNs);
                    Return(datagrams);
                    break;
            }
        }
#pragma warning disable CA1031 // as above
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(flow, e);
        }

        flow.Reader = Finished;
    }

    private void Failed(Flow flow, Exception reason)
    {
        if (flow.Reader is StreamReader { CountedBytes: var counted })
        {
            HeldBytes -= counted;
        }

        (Failures, LastFailure) = (Failures + 1, reason);
        flow.Reader = Finished;
    }

    private void TakeSegment(Flow flow, Side side, ref Packet packet)
    {
        // A question alone says nothing: most of a scan's flows never get further.
        if (flow.Reader is null && packet.PayloadBytes == 0)
        {
            return;
        }

        var reader = (StreamReader)(flow.Reader ??= Rent(flow));
        reader.Take(side, ref packet);
        var held = reader.HeldBytes;
        HeldBytes += held - reader.CountedBytes;
        reader.CountedBytes = held;
        if (HeldBytes > maxHeldBytes && held > 0)
        {
            GivenUp++;
            reader.End(packet.AtNs);
        }
        else if (!reader.IsDone)
        {
            return;
        }

        flow.Reader = Finished;
        Return(reader);
    }

    private StreamReader Rent(Flow flow)
    {
        var reader = _spareStreams.TryPop(out var used) ? used : new StreamReader(catalog, _streamParsers, sink);
        reader.Begin(flow);
        return reader;
    }

    private void Return(StreamReader reader)
    {
        HeldBytes -= reader.CountedBytes;
        reader.CountedBytes = 0;
        reader.Reset();
        if (_spareStreams.Count < MaxSpare)
        {
            _spareStreams.Push(reader);
        }
    }

    private void Return(DatagramReader reader)
    {
        reader.Reset();
        if (_spareDatagrams.Count < MaxSpare)
        {
            _spareDatagrams.Push(reader);
        }
    }

    private void TakeDatagram(Flow flow, Side side, ref Packet packet)
    {
        if (packet.Payload.IsEmpty)
        {
            return;
        }

        if (flow.Reader is null)
        {
            flow.Reader = Begin(flow, side, ref packet);
        }

        if (flow.Reader is DatagramReader reader)
        {
            reader.Take(side, ref packet);
            if (reader.IsDone)
            {
                flow.Reader = Finished;
                Return(reader);
            }
        }
    }

    private object Begin(Flow flow, Side side, ref Packet packet)
    {
        for (var protocol = 0; protocol < catalog.Datagrams.Count; protocol++)
        {
            if (catalog.Datagrams[protocol].Recognises(side, packet.Payload, flow.OriginatorPort, flow.ResponderPort))
            {
                var reader = _spareDatagrams.TryPop(out var used) ? used : new DatagramReader(catalog, _datagramParsers, sink);
                reader.Begin(flow, protocol);
                return reader;
            }
        }

        return Finished;
    }
}
