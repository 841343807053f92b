namespace Soc.EventLog;

/// <summary>Which dead letters to read.</summary>
/// <param name="Client">Of this client.</param>
/// <param name="Limit">At most so many, 1–1,000.</param>
/// <param name="BelowOffset">Only letters before this place; the newest when left out.</param>
/// <param name="Reason">Only with this reason; all when null.</param>
public sealed record DeadLetterQuery(string Client, int Limit, long BelowOffset = long.MaxValue, string? Reason = null);
