namespace Soc.Capture.Protocols.Http;

/// <summary>HTTP/1.0 and 1.1 (RFC 9110, 9112), and what is left of 0.9.</summary>
public sealed class HttpProtocol : IStreamProtocol
{
    public string Name => "http";

    public Recognition Recognise(Side side, ReadOnlySpan<byte> data) => HttpStartLine.Recognise(data);

    public StreamParser Begin() => new HttpParser();
}
