namespace Soc.Simulator.Wire;

/// <summary>A connection of a machine.</summary>
/// <param name="State">As Zeek names it; firewalls do not say it.</param>
public sealed record FlowOf(string Ip, int Port, long BytesOut = 0, long BytesIn = 0, string State = "SF")
{
    /// <summary>Name that was asked for; null: none.</summary>
    public string? Host { get; init; }

    /// <summary>Application as a firewall names it.</summary>
    public string Application { get; init; } = "ssl";

    public int SourcePort { get; init; } = 50_000;

    public int Seconds { get; init; } = 20;
}
