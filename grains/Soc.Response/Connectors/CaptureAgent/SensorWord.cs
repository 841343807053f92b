namespace Soc.Response.Connectors.CaptureAgent;

/// <summary>One thing that a sensor said of a command.</summary>
/// <param name="Outcome">standing, attempted, confirmed, failed, ended.</param>
/// <param name="Reason">How that is known, or why.</param>
/// <param name="Connections">1 when it is of one connection; 0 when it is of the command as a whole.</param>
public sealed record SensorWord(string Outcome, string Reason, long Connections);
