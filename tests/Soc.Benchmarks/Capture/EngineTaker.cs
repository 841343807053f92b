using System.Buffers;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Soc.Capture.Export;
using Soc.Capture.Flows;
using Soc.Capture.Link;
using Soc.Capture.Payload;
using Soc.Model.Events;
using Soc.Model.Ocsf;

namespace Soc.Benchmarks.Capture;

/// <summary>The agent's engine with every protocol; its events are counted, or written and packed as the agent does it.</summary>
internal sealed class EngineTaker : IBenchTaker, IEventSink
{
    // As the agent's batches.
    private const int MaxEvents = 2_000;
    private const int MaxBytes = 1024 * 1024;

    private readonly bool _packs;
    private readonly CaptureEngine _engine;
    private readonly ArrayBufferWriter<byte> _lines = new(64 * 1024);
    private readonly Utf8JsonWriter _writer;
    private readonly MemoryStream _packed = new();
    private int _waiting;

    public EngineTaker(bool packs)
    {
        _packs = packs;
        _writer = new Utf8JsonWriter(_lines, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _engine = new CaptureEngine(new FlowOptions(), ProtocolCatalog.Load(), new EventIds(1), "bench", seed: 1, this);
    }

    public long Events { get; private set; }

    public int FlowCount => _engine.FlowCount;

    public void Take(in RawFrame frame) => _engine.Take(frame);

    public void Take(SecurityEvent e)
    {
        Events++;
        if (!_packs)
        {
            return;
        }

        OcsfWriter.Write(_writer, e);
        _writer.Flush();
        _writer.Reset();
        _lines.Write("\n"u8);
        if (++_waiting == MaxEvents || _lines.WrittenCount >= MaxBytes)
        {
            Pack();
        }
    }

    public void End()
    {
        _engine.End();
        Pack();
        if (_engine.ParserFailures > 0)
        {
            throw new InvalidOperationException($"{_engine.ParserFailures} parsers threw; the last: {_engine.LastParserFailure}");
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        _packed.Dispose();
    }

    private void Pack()
    {
        _packed.SetLength(0);
        using (var gzip = new GZipStream(_packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(_lines.WrittenSpan);
        }

        _lines.ResetWrittenCount();
        _waiting = 0;
    }
}
