namespace Soc.Simulator.Estate;

/// <summary>One raw vendor record, as a shipper would send it.</summary>
/// <param name="AtMs">When it happened, ms since the epoch: the order of sending.</param>
/// <param name="Sourcetype">For HEC; null: goes out over syslog.</param>
public sealed record RawRecord(long AtMs, string Client, string? Sourcetype, string Text)
{
    /// <summary>What it is part of ("story-1", "ordinary"): known to the simulator only.</summary>
    public string Label { get; init; } = "ordinary";

    /// <summary>Whatever comes before it must have arrived before it is sent, whatever the transport.</summary>
    public bool AfterAllBefore { get; init; }
}
