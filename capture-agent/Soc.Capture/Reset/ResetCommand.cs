namespace Soc.Capture.Reset;

/// <summary>Break these connections off, in this time.</summary>
/// <param name="Id">The same id is the same command, however often it comes.</param>
/// <param name="Client">Whose network it is.</param>
/// <param name="NotBeforeMs">From then on, ms since 1970 by the clock that stamps frames.</param>
/// <param name="ExpiresMs">From then on no more, ms since 1970.</param>
/// <param name="MaxConnections">How many connections it may break off at most, 1 to <see cref="ResetOptions.MaxConnectionsOfCommand"/>.</param>
public sealed record ResetCommand(string Id, string Client, ResetTarget Target, long NotBeforeMs, long ExpiresMs, int MaxConnections);
