namespace Soc.Capture.Protocols;

/// <summary>Takes what parsers read of one flow.</summary>
public interface IProtocolSink
{
    void Take(ProtocolRecord record);
}
