using System.Text;
using Soc.Benchmarks.Lines;
using Soc.Model.Events;
using Soc.Parsing;

namespace Soc.Benchmarks.EndToEnd;

/// <summary>Raw lines in memory, and what the parsers make of them.</summary>
internal static class RawLines
{
    public static List<(SignInStep Step, byte[] Line)> Of(IEnumerable<SignInStep> steps) =>
        [.. steps.Select(s => (s, Encoding.UTF8.GetBytes(s.IsVpn ? PanLines.Of(s) : EntraLines.Of(s))))];

    /// <summary>One event a line, with the user's key as the gateway would tie it.</summary>
    public static List<SecurityEvent> Parse(SourceCatalog catalog, List<(SignInStep Step, byte[] Line)> lines)
    {
        var events = new List<SecurityEvent>(lines.Count);
        foreach (var (step, line) in lines)
        {
            var result = catalog.Parse(line, new SourceContext(step.ClientId, step.AtMs, step.IsVpn ? PanLines.Sourcetype : EntraLines.Sourcetype));
            for (var i = 0; i < result.Count; i++)
            {
                events.Add(result[i] with { UserKey = step.Upn });
            }
        }

        return events;
    }
}
