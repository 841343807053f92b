using Orleans;

namespace Soc.Detection.Detectors.RogueDhcp;

/// <summary>A server that gives addresses at the client.</summary>
[GenerateSerializer, Immutable, Alias("soc.state.rogue_dhcp.server")]
public sealed record DhcpServer
{
    [Id(0)] public required string Ip { get; init; }

    /// <summary>First answer, ms since the epoch.</summary>
    [Id(1)] public long FirstMs { get; init; }

    [Id(2)] public long LastMs { get; init; }

    /// <summary>Networks (/24) of which it gives addresses, as numbers.</summary>
    [Id(3)] public uint[] Networks { get; init; } = [];

    /// <summary>A device took an address from it.</summary>
    [Id(4)] public bool HasGiven { get; init; }

    /// <summary>When it began to be a finding, ms since the epoch; 0: it never was one.</summary>
    [Id(5)] public long FindingMs { get; init; }

    /// <summary>Score with which it was told; 0: not told.</summary>
    [Id(6)] public double ToldScore { get; init; }

    /// <summary>The known server that gave addresses of the same network when it appeared; null: none.</summary>
    [Id(7)] public string? Rival { get; init; }

    /// <summary>Last answer of the rival when it appeared, ms since the epoch.</summary>
    [Id(8)] public long RivalLastMs { get; init; }

    /// <summary>Seen while the client was being learned.</summary>
    [Id(9)] public bool WasLearning { get; init; }
}
