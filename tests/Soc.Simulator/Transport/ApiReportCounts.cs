namespace Soc.Simulator.Transport;

/// <summary>Incidents by what became of them, and actions.</summary>
public sealed record ApiReportCounts(int Incidents, int StoppedAutomatically, int StoppedByHand, int Escalated, int Told, int P1, int Late, int ActionsUndone);
