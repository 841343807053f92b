namespace Soc.Silo.Hosting;

/// <summary>Configuration section "Soc:Silo".</summary>
public sealed record SocSiloOptions
{
    public const string Section = "Soc:Silo";

    /// <summary>Folder of all data.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>Log partitions; fixed once the data folder is made.</summary>
    public int Partitions { get; init; } = 8;

    /// <summary>Largest size of the log on disk, bytes.</summary>
    public long LogMaxBytes { get; init; } = 20L * 1024 * 1024 * 1024;

    /// <summary>Oldest log segment kept, hours.</summary>
    public int LogMaxAgeHours { get; init; } = 24 * 14;

    /// <summary>Bound on the wait of a group commit, milliseconds.</summary>
    public int LogCommitDelayMs { get; init; } = 5;

    /// <summary>Port of a silo's own health and metrics; 0 picks a free one. A gateway with a silo in it has them on its own ports.</summary>
    public int HttpPort { get; init; } = 8081;

    /// <summary>Time between checkpoints, milliseconds.</summary>
    public int CheckpointIntervalMs { get; init; } = 5000;

    /// <summary>Idle time after which an entity leaves memory, minutes.</summary>
    public int IdleMinutes { get; init; } = 30;
}
