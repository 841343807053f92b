using System.Buffers.Binary;
using Soc.Capture.Export;
using Soc.Capture.Flows;
using Soc.Capture.Link;
using Soc.Capture.Payload;
using Soc.Model.Events;
using Soc.Model.Ocsf;

namespace Soc.Fuzz.Targets;

/// <summary>Frames as they come from a wire, through every decoder, the flows and all parsers: no parser throws, and every event can be written and read.</summary>
internal sealed class CaptureEngineTarget : IFuzzTarget
{
    private const int MaxFrames = 64;
    private const int MaxFileBytes = 256 * 1024;
    private const int MaxFiles = 24;
    private const long BeginNs = 1_772_438_400_000_000_000;
    private const long NsPerFrame = 10_000_000;
    private static readonly ProtocolCatalog Catalog = ProtocolCatalog.Load();

    public string Name => "capture-engine";

    public Task<IReadOnlyList<byte[]>> SeedsAsync() => Task.FromResult<IReadOnlyList<byte[]>>([Own(), .. FromCorpus()]);

    public ValueTask RunAsync(byte[] input)
    {
        var sink = new Written();
        var engine = new CaptureEngine(new FlowOptions { MaxFlows = 1_024 }, Catalog, new EventIds(1), "fuzz", seed: 1, sink);
        var rest = input.AsSpan();
        for (var i = 0; i < MaxFrames && rest.Length > sizeof(ushort); i++)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(rest), rest.Length - sizeof(ushort));
            engine.Take(new RawFrame(rest.Slice(sizeof(ushort), length), BeginNs + (i * NsPerFrame), length, LinkType.Ethernet));
            rest = rest[(sizeof(ushort) + length)..];
        }

        engine.End();
        FuzzException.Unless(engine.ParserFailures == 0, $"a parser threw: {engine.LastParserFailure}");
        return ValueTask.CompletedTask;
    }

    /// <summary>ARP, and a question to a name server.</summary>
    private static byte[] Own()
    {
        byte[] arp = [.. Enumerable.Repeat((byte)0xff, 6), 2, 0, 0, 0, 0, 7, 0x08, 0x06, 0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 7, 10, 9, 0, 7, 0, 0, 0, 0, 0, 0, 10, 9, 0, 8];
        byte[] question = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, (byte)'w', (byte)'w', (byte)'w', 7, .. "example"u8, 3, .. "com"u8, 0, 0, 1, 0, 1];
        var total = (byte)(28 + question.Length);
        byte[] dns =
        [
            2, 0, 0, 0, 0, 8, 2, 0, 0, 0, 0, 7, 0x08, 0x00, 0x45, 0, 0, total, 0, 1, 0, 0, 64, 17, 0, 0, 10, 9, 0, 7, 10, 9, 0, 8,
            0xc0, 0x01, 0, 53, 0, (byte)(8 + question.Length), 0, 0, .. question,
        ];
        return [.. Framed(arp), .. Framed(dns)];
    }

    /// <summary>Captures of others, where they are beside the project.</summary>
    private static IEnumerable<byte[]> FromCorpus()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = new DirectoryInfo(Path.Combine(at.FullName, "shared", "corpus", "pcaps"));
            if (folder.Exists)
            {
                return folder.EnumerateFiles("*.pcap", SearchOption.AllDirectories).Where(f => f.Length < MaxFileBytes).OrderBy(f => f.Name, StringComparer.Ordinal).Take(MaxFiles).Select(Head);
            }
        }

        return [];
    }

    private static byte[] Head(FileInfo file)
    {
        var frames = new List<byte>();
        using var capture = CaptureFile.Open(file.FullName);
        for (var i = 0; i < MaxFrames && capture.TryRead(out var frame); i++)
        {
            frames.AddRange(Framed(frame.Data.ToArray()));
        }

        return [.. frames];
    }

    private static byte[] Framed(byte[] frame) => [(byte)frame.Length, (byte)(frame.Length >> 8), .. frame];

    private sealed class Written : IEventSink
    {
        public void Take(SecurityEvent e)
        {
            using var document = System.Text.Json.JsonDocument.Parse(OcsfWriter.ToUtf8(e));
            FuzzException.Unless(OcsfReader.Read(document.RootElement, [], new OcsfReadContext("acme", 1, "capture", 0), out _) is not null, "an event of our own cannot be read");
        }
    }
}
