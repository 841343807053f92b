using Orleans;

namespace Soc.Model.Response;

/// <summary>
/// What a capture agent is told to break off, before it is signed. For which sensor of which client it is stands in the document that the gateway signs: whoever
/// asks for one cannot choose it.
/// </summary>
[GenerateSerializer, Immutable, Alias("soc.SensorCommand")]
public sealed record SensorCommand
{
    /// <summary>Most connections that one may break off.</summary>
    public const int MostConnections = 10_000;

    /// <summary>Longest that one may stand, ms: a day.</summary>
    public const long MaxMs = 24 * 3_600_000L;

    /// <summary>The same id is the same command, however often it comes.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>When it ends, wall clock, ms since the epoch.</summary>
    [Id(1)] public required long UntilMs { get; init; }

    /// <summary>Id of the command that is taken back, with all whose id begins with it and a dot; null for one that begins.</summary>
    [Id(2)] public string? Withdraws { get; init; }

    /// <summary>All connections of this address.</summary>
    [Id(3)] public string? Ip { get; init; }

    /// <summary>All connections of this station.</summary>
    [Id(4)] public string? Mac { get; init; }

    /// <summary>One connection, either end first.</summary>
    [Id(5)] public TargetConnection? Connection { get; init; }

    [Id(6)] public int MaxConnections { get; init; } = 100;
}
