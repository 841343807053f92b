using System.Text;
using Soc.Parsing;

namespace Soc.Simulator.Replay;

/// <summary>Reads when a raw line happened, with the engine's own parsers.</summary>
internal sealed class LineClock(string client, string sourcetype, TimeProvider time)
{
    private readonly SourceCatalog _catalog = SourceCatalog.Load();

    /// <summary>Milliseconds since the epoch; 0 when the line has no time that can be read.</summary>
    public long TimeOf(string line)
    {
        var result = _catalog.Parse(Encoding.UTF8.GetBytes(line), new SourceContext(client, time.GetUtcNow().ToUnixTimeMilliseconds(), sourcetype));
        return result.Count == 0 ? 0 : result[0].TimeMs;
    }
}
