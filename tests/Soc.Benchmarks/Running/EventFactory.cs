using System.Text;
using Soc.Benchmarks.Lines;
using Soc.EventLog;
using Soc.Model.Events;
using Soc.Parsing;

namespace Soc.Benchmarks.Running;

/// <summary>Normalised events as the gateway would append them: parsed from raw Entra lines, the user tied to his key.</summary>
internal static class EventFactory
{
    public static SecurityEvent[] Of(SourceCatalog catalog, IEnumerable<SignInStep> steps)
    {
        var events = new List<SecurityEvent>();
        foreach (var step in steps)
        {
            var context = new SourceContext(step.ClientId, step.AtMs, EntraLines.Sourcetype);
            var result = catalog.Parse(Encoding.UTF8.GetBytes(EntraLines.Of(step)), context);
            if (result.Count != 1)
            {
                throw new InvalidOperationException($"The generated line is not one event ({result.Outcome}, {result.Reason}): the parser or the generator changed.");
            }

            events.Add(result[0] with { UserKey = step.Upn });
        }

        return [.. events];
    }

    public static LogEntry[] Entries(IReadOnlyList<SecurityEvent> events, int partitions) =>
        [.. events.Select(e => new LogEntry(Partitioner.PartitionOf(e, partitions), e, Receipt: null))];
}
