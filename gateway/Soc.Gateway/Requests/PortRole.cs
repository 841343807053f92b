namespace Soc.Gateway.Requests;

/// <summary>What a port is for; a feature of each connection that comes in on it.</summary>
/// <param name="TakesEvents">The port of HEC; otherwise that of API, metrics and health.</param>
internal sealed record PortRole(bool TakesEvents)
{
    public static readonly PortRole Api = new(TakesEvents: false);
    public static readonly PortRole Hec = new(TakesEvents: true);
}
