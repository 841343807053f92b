namespace Soc.Detection.Correlation;

/// <summary>What counts as one cause.</summary>
public sealed record CorrelatorOptions
{
    public static readonly CorrelatorOptions Default = new();

    /// <summary>Findings that share an entity are of one cause when no more than this lies between them, in event time. Hours.</summary>
    public double WindowHours { get; init; } = 24;

    /// <summary>The same for a later finding that carries an attack on the same user or device to its next stage. Hours.</summary>
    public double SequenceHours { get; init; } = 72;

    /// <summary>Findings under this score are so common that nearness in time says little: they are tied together within <see cref="MinorWindowHours"/> only.</summary>
    public double MinorBelowScore { get; init; } = 20;

    /// <summary>
    /// Score from which a finding, or several of one cause together, opens an incident. Below it a finding is stored, counts into its
    /// entity's risk, and waits for something of the same cause. One that a harmless reading, the
    /// client's context or an earlier verdict took below opens one all the same: that it was seen and explained is what people want to see.
    /// </summary>
    public double OpensFromScore { get; init; } = 20;

    /// <summary>Hours.</summary>
    public double MinorWindowHours { get; init; } = 2;

    /// <summary>A finding that names more users, devices or addresses than this (a spray) does not tie all of them together.</summary>
    public int MaxRelatedThatLink { get; init; } = 4;
}
