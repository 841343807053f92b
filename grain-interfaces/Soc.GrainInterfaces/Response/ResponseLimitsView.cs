using Orleans;
using Soc.Model.Response;

namespace Soc.GrainInterfaces.Response;

/// <summary>How much of a client's limits is used.</summary>
[GenerateSerializer, Immutable, Alias("soc.ResponseLimitsView")]
public sealed record ResponseLimitsView
{
    /// <summary>Operations that are in force, or about to be.</summary>
    [Id(0)] public required string[] ActiveOperations { get; init; }

    /// <summary>Actions within the hour.</summary>
    [Id(1)] public required int WithinTheHour { get; init; }

    /// <summary>Of the last <see cref="Endings"/> actions so many were undone as wrong.</summary>
    [Id(2)] public required int Undone { get; init; }

    [Id(3)] public required int Endings { get; init; }

    /// <summary>Nothing is done at this client.</summary>
    [Id(4)] public required bool IsKilled { get; init; }

    /// <summary>Who switched it last; null when nobody did.</summary>
    [Id(5)] public ResponseActor? SwitchedBy { get; init; }

    [Id(6)] public string Why { get; init; } = "";

    [Id(7)] public long SwitchedMs { get; init; }
}
