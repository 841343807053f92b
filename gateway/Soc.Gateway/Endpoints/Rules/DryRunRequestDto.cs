namespace Soc.Gateway.Endpoints.Rules;

/// <summary>Rules to try over incidents of a time.</summary>
/// <param name="Rules">The proposed rules; none when left out.</param>
/// <param name="Engagement">What goes with them; the engagement that holds when left out.</param>
/// <param name="From">ISO 8601; default 30 days before <paramref name="To"/>.</param>
/// <param name="To">ISO 8601; default now.</param>
public sealed record DryRunRequestDto(RuleDto[]? Rules, EngagementDto? Engagement, string? From, string? To);
