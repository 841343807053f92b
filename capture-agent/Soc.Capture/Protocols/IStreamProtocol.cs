namespace Soc.Capture.Protocols;

/// <summary>A protocol over TCP; it is recognised by what is said, on whatever port.</summary>
public interface IStreamProtocol
{
    /// <summary>As Zeek calls the service, such as "ssl" or "http".</summary>
    string Name { get; }

    /// <param name="data">The first bytes of one side.</param>
    Recognition Recognise(Side side, ReadOnlySpan<byte> data);

    StreamParser Begin();
}
