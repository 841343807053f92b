namespace Soc.Gateway.Responses;

/// <summary>More time: either <paramref name="Minutes"/> or <paramref name="Until"/>.</summary>
/// <param name="Minutes">So much after the end that it has now, 1–1440. Repeat it with its Idempotency-Key only, or it is added again.</param>
/// <param name="Until">The new end, ISO 8601.</param>
/// <param name="Why">One sentence, for the audit.</param>
public sealed record ExtendRequestDto(int? Minutes, string? Until, string? Why);
