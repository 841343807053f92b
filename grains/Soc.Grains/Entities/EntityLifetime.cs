namespace Soc.Grains.Entities;

/// <summary>How long an entity that changed stays in memory without another event.</summary>
public sealed record EntityLifetime(TimeSpan IdleTime);
