namespace Soc.Gateway.Requests.Idempotency;

/// <summary>Marks a route that honours Idempotency-Key.</summary>
/// <param name="AnswerIsSecret">The answer holds a secret: it is kept in memory only, never on disk.</param>
internal sealed record Idempotent(bool AnswerIsSecret = false);
