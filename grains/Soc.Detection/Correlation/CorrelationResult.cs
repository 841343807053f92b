using Soc.Model.Incidents;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>What a call's worth of signals changed.</summary>
/// <param name="Incidents">Each once with the successor of its stored version, in the order in which they must be stored.</param>
/// <param name="Waiting">Minor findings that are new or say more than before, and wait for an incident.</param>
/// <param name="Joined">Minor findings that waited and became part of an incident: signal id, incident id.</param>
public sealed record CorrelationResult(
    IReadOnlyList<Incident> Incidents,
    IReadOnlyCollection<Signal> Waiting,
    IReadOnlyDictionary<string, string> Joined);
