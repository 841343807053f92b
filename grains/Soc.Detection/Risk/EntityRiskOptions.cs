namespace Soc.Detection.Risk;

/// <summary>How risk fades and adds up.</summary>
public sealed record EntityRiskOptions
{
    public static readonly EntityRiskOptions Default = new();

    /// <summary>Days after which a finding weighs half; above 0.</summary>
    public double HalfLifeDays { get; init; } = 7;

    /// <summary>What each further finding of one detector keeps of its score, 0–1: the second half, the third a quarter.</summary>
    public double RepeatFactor { get; init; } = 0.5;

    /// <summary>Most findings of one detector that count.</summary>
    public int MaxPerDetector { get; init; } = 3;
}
