namespace Soc.Gateway.Sensors;

/// <summary>A sensor as the API shows it.</summary>
/// <param name="Status">"connected", "silent", or "unknown" since this gateway's start.</param>
/// <param name="Heard">When anything was heard of it here.</param>
/// <param name="ClockSkewMs">Its clock minus ours.</param>
/// <param name="Figures">What it says of itself, running totals since its start.</param>
/// <param name="LossPercent">Of the frames that reached its interfaces, those that the kernel dropped.</param>
public sealed record SensorDto(
    string Id,
    string Name,
    string Client,
    string Status,
    string? Heard,
    long ClockSkewMs,
    string Version,
    long ConfigurationVersion,
    bool ResetsEnabled,
    double LossPercent,
    IReadOnlyDictionary<string, long> Figures,
    IReadOnlyList<string> Problems);
