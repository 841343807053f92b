namespace Soc.Detection.Detectors.MfaFatigue;

/// <summary>Settings of mfa_fatigue.</summary>
public sealed record MfaFatigueOptions
{
    public static readonly MfaFatigueOptions Default = new();

    /// <summary>Elastic's Okta push bombing rule: ten minutes, sliding.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Elastic's Okta push bombing rule: five refused or unanswered.</summary>
    public int MinRefusals { get; init; } = 5;

    /// <summary>Fewer, with a success after them, are told with a lower score.</summary>
    public int MinRefusalsWithSuccess { get; init; } = 3;

    /// <summary>Two sources that report a refusal within this time report the same one (the push service and the identity provider).</summary>
    public TimeSpan SameRefusal { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After a pause in arrival this long, answers that are over are forgotten.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromHours(2);

    /// <summary>A pause this long ends an episode.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(30);
}
