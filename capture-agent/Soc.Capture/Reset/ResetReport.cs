namespace Soc.Capture.Reset;

/// <summary>What came of a command for one connection; a later report of the same connection takes the place of an earlier one.</summary>
/// <param name="Connection">Null when it is about the command as a whole.</param>
/// <param name="Detail">More of the reason, for people; may be empty.</param>
/// <param name="Rounds">How often frames were sent.</param>
/// <param name="Frames">How many were sent in all.</param>
/// <param name="AtNs">When this was known, nanoseconds since 1970.</param>
public sealed record ResetReport(
    string CommandId, string Client, ResetConnection? Connection, ResetOutcome Outcome, ResetReason Reason, string Detail, int Rounds, int Frames, long AtNs);
