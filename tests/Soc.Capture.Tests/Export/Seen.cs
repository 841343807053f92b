using Soc.Capture.Export;
using Soc.Capture.Flows;
using Soc.Capture.Link;
using Soc.Capture.Payload;
using Soc.Capture.Tests.Support;
using Soc.Model.Events;

namespace Soc.Capture.Tests.Export;

/// <summary>The events that the agent makes of a capture.</summary>
internal sealed class Seen : IEventSink
{
    public List<SecurityEvent> Events { get; } = [];

    /// <summary>A sink for what nobody looks at.</summary>
    public static IEventSink Nobody => new Seen();

    public CaptureEngine Engine { get; private init; } = null!;

    public static Seen In(string file)
    {
        var seen = New();
        using var capture = CaptureFile.Open(Corpus.PathOf(file));
        while (capture.TryRead(out var frame))
        {
            seen.Engine.Take(frame);
        }

        seen.Engine.End();
        return seen;
    }

    public static Seen New()
    {
        var sink = new Seen();
        return new Seen(sink.Events) { Engine = new CaptureEngine(new FlowOptions(), ProtocolCatalog.Load(), new EventIds(7), "test", seed: 1, sink) };
    }

    private Seen()
    {
    }

    private Seen(List<SecurityEvent> events) => Events = events;

    public void Take(SecurityEvent e) => Events.Add(e);

    public IEnumerable<SecurityEvent> Of(string kind) => Events.Where(e => string.Equals(e.SourceKind, kind, StringComparison.Ordinal));
}
