using Soc.Response.Connectors.CaptureAgent;
using Soc.Response.Connectors.Feed;

namespace Soc.Response;

/// <summary>What every connector is given.</summary>
/// <param name="Http">Makes the handler of its calls; tests put a fake there.</param>
/// <param name="Time">Of deadlines and of what waits.</param>
public sealed record ConnectorContext(Func<HttpMessageHandler> Http, TimeProvider Time)
{
    /// <summary>The block lists that firewalls poll; null where there are none.</summary>
    public IBlockLists? BlockLists { get; init; }

    /// <summary>The way to capture agents; null where there is none.</summary>
    public ISensorCommands? SensorCommands { get; init; }
}
