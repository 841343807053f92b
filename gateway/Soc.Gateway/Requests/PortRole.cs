namespace Soc.Gateway.Requests;

/// <summary>What a port is for; a feature of each connection that comes in on it.</summary>
/// <param name="Name">For messages.</param>
internal sealed record PortRole(string Name)
{
    /// <summary>API, metrics and health.</summary>
    public static readonly PortRole Api = new("api");

    /// <summary>Events over HEC.</summary>
    public static readonly PortRole Hec = new("hec");

    /// <summary>Capture agents over gRPC.</summary>
    public static readonly PortRole Sensors = new("sensors");
}
