namespace Soc.Response.Audit;

/// <summary>Where an audit does not hold.</summary>
/// <param name="Sequence">The first record, or line of a file, that is not as it was written.</param>
/// <param name="Why">One sentence.</param>
public sealed record AuditBreak(long Sequence, string Why);
