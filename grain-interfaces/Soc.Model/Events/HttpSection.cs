using Orleans;

namespace Soc.Model.Events;

/// <summary>An HTTP request as a proxy or firewall saw it.</summary>
[GenerateSerializer, Immutable, Alias("soc.HttpSection")]
public sealed record HttpSection
{
    [Id(0)] public string? Url { get; init; }

    [Id(1)] public string? Host { get; init; }

    [Id(2)] public string? Method { get; init; }

    [Id(3)] public int StatusCode { get; init; }

    [Id(4)] public string? Category { get; init; }
}
