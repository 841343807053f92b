using System.IO.Pipelines;
using System.Net.Security;

namespace Soc.Silo.Clustering.Tls;

/// <summary>What the runtime reads and writes once the handshake is done. The stream is its maker's to dispose.</summary>
internal sealed class TlsTransport(SslStream stream) : IDuplexPipe
{
    // Room for a few TLS records: a batch of events goes in one write.
    private const int BufferBytes = 64 * 1024;

    public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferBytes, leaveOpen: true));

    public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: BufferBytes, leaveOpen: true));
}
