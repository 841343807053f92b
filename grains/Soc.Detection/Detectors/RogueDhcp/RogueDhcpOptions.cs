namespace Soc.Detection.Detectors.RogueDhcp;

/// <summary>Settings of rogue_dhcp; no open source gives figures, so that these are ours.</summary>
public sealed record RogueDhcpOptions
{
    public static readonly RogueDhcpOptions Default = new();

    /// <summary>Findings under this are not told.</summary>
    public double LeastTold { get; init; } = 15;

    /// <summary>Points more from which on a server is told again.</summary>
    public double WorseBy { get; init; } = 4;

    /// <summary>A known server that was silent for so long may have been replaced: longer than a weekend.</summary>
    public TimeSpan Replaced { get; init; } = TimeSpan.FromDays(3);

    /// <summary>A server that was not seen for so long is new again.</summary>
    public TimeSpan Forget { get; init; } = TimeSpan.FromDays(180);

    /// <summary>What is learned of a new server within this time changes its finding.</summary>
    public TimeSpan Refine { get; init; } = TimeSpan.FromHours(24);
}
