using System.Buffers;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Soc.Model.Events;
using Soc.Model.Ocsf;

namespace Soc.CaptureAgent.Batching;

/// <summary>Puts events together, packed.</summary>
internal sealed class BatchBuilder : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _lines = new(64 * 1024);
    private readonly Utf8JsonWriter _writer;

    public BatchBuilder() => _writer = new Utf8JsonWriter(_lines, Options);

    public int Events { get; private set; }

    /// <summary>Before packing.</summary>
    public int Bytes => _lines.WrittenCount;

    public void Add(SecurityEvent e)
    {
        OcsfWriter.Write(_writer, e);
        _writer.Flush();
        _writer.Reset();
        _lines.Write("\n"u8);
        Events++;
    }

    /// <summary>The lines as they are, for people.</summary>
    public ReadOnlySpan<byte> Lines => _lines.WrittenSpan;

    /// <summary>gzip of what was added since the last time.</summary>
    public byte[] Pack()
    {
        using var packed = new MemoryStream(Bytes / 4);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(_lines.WrittenSpan);
        }

        Clear();
        return packed.ToArray();
    }

    public void Clear()
    {
        _lines.ResetWrittenCount();
        Events = 0;
    }

    public void Dispose() => _writer.Dispose();
}
