using Soc.Simulator.Estate;
using Soc.Simulator.Transport;

namespace Soc.Simulator.Demo.Acting;

/// <summary>An operation that a story waits for.</summary>
/// <param name="Statuses">Any of these.</param>
internal sealed record SoughtOperation(Company Company, string Action, string Target, params string[] Statuses)
{
    /// <summary>Whose it is; null for any.</summary>
    public string? Connector { get; init; }

    public bool Fits(ApiOperation o) =>
        string.Equals(o.Action, Action, StringComparison.Ordinal)
        && string.Equals(o.Target.Key, Target, StringComparison.OrdinalIgnoreCase)
        && (Connector is null || string.Equals(o.Connector, Connector, StringComparison.Ordinal));
}
