using Orleans;

namespace Soc.Model.Events;

/// <summary>A file on a share and what was done with it (OCSF 4006).</summary>
[GenerateSerializer, Immutable, Alias("soc.FileSection")]
public sealed record FileSection
{
    /// <summary>Name without its path.</summary>
    [Id(0)] public string? Name { get; init; }

    /// <summary>Path within the share, with the name.</summary>
    [Id(1)] public string? Path { get; init; }

    /// <summary>The share (<c>\\fs1\finance</c>).</summary>
    [Id(2)] public string? Share { get; init; }

    /// <summary>What was done, lower case: open, create, read, write, rename, delete.</summary>
    [Id(3)] public string? Operation { get; init; }

    /// <summary>Path after a renaming.</summary>
    [Id(4)] public string? NewPath { get; init; }

    [Id(5)] public long BytesRead { get; init; }

    [Id(6)] public long BytesWritten { get; init; }

    /// <summary>Size of the file, bytes; 0 unknown.</summary>
    [Id(7)] public long SizeBytes { get; init; }
}
