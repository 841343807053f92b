namespace Soc.Gateway.Endpoints;

/// <summary>What became of a replay; the counts add up to <paramref name="Letters"/>.</summary>
/// <param name="Letters">Letters looked at.</param>
/// <param name="Replayed">Understood now: appended to the log as if they had just arrived; the funnel counts them as replayed, not as records received.</param>
/// <param name="StillMalformed">Not understood yet; they stay as they are.</param>
/// <param name="AlreadyReplayed">Replayed before; left alone.</param>
/// <param name="Truncated">Kept in part only, since they were too long; they cannot be replayed.</param>
/// <param name="Events">Events that the replayed ones held.</param>
/// <param name="NextCursor">There are more of this reason: send it as cursor; null when that was all.</param>
public sealed record ReplayDto(int Letters, int Replayed, int StillMalformed, int AlreadyReplayed, int Truncated, int Events, string? NextCursor);
