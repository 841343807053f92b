namespace Soc.EventLog;

/// <summary>A dead letter at its place in the log.</summary>
/// <param name="Offset">Grows with every letter of any client; one letter has one.</param>
/// <param name="Letter">The letter.</param>
public sealed record StoredDeadLetter(long Offset, DeadLetter Letter);
