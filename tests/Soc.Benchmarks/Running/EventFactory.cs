using System.Text;
using Soc.Benchmarks.Lines;
using Soc.EventLog;
using Soc.EventLog.Codec;
using Soc.Model.Events;
using Soc.Parsing;

namespace Soc.Benchmarks.Running;

/// <summary>Normalised events as the gateway would append them: parsed from raw vendor lines, the user tied to his key.</summary>
internal static class EventFactory
{
    public static SecurityEvent[] Of(SourceCatalog catalog, IEnumerable<SignInStep> steps)
    {
        var events = new List<SecurityEvent>();
        foreach (var step in steps)
        {
            var context = new SourceContext(step.ClientId, step.AtMs, step.IsVpn ? PanLines.Sourcetype : EntraLines.Sourcetype);
            var result = catalog.Parse(Encoding.UTF8.GetBytes(step.IsVpn ? PanLines.Of(step) : EntraLines.Of(step)), context);
            if (result.Count != 1)
            {
                throw new InvalidOperationException($"The generated line is not one event ({result.Outcome}, {result.Reason}): the parser or the generator changed.");
            }

            events.Add(result[0] with { UserKey = step.Upn });
        }

        return [.. events];
    }

    /// <summary>The same events as a reader of the log gets them: without raw, and with shared strings.</summary>
    public static SecurityEvent[] ThroughLog(SecurityEvent[] events, FieldWriter writer, StringTable strings) =>
        Array.ConvertAll(events, e =>
        {
            writer.Clear();
            EventCodec.Write(writer, e);
            return EventCodec.TryRead(writer.Written, strings, withRaw: false, out var read, out _) && read is not null
                ? read
                : throw new InvalidOperationException("The log's codec does not read what it wrote.");
        });

    public static LogEntry[] Entries(IReadOnlyList<SecurityEvent> events, int partitions) =>
        [.. events.Select(e => new LogEntry(Partitioner.PartitionOf(e, partitions), e, Receipt: null))];
}
