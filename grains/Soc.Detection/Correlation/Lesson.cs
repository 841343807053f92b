using Orleans;
using Soc.Model.Incidents;
using Soc.Model.Signals;

namespace Soc.Detection.Correlation;

/// <summary>What one verdict says of one kind of finding.</summary>
/// <param name="IncidentId">The incident judged: a changed verdict replaces its earlier lessons.</param>
/// <param name="Detector">Detector id.</param>
/// <param name="Entity">Key of the entity as text.</param>
/// <param name="Subject">The values that the finding turned on.</param>
/// <param name="Verdict">Never undecided.</param>
/// <param name="AtMs">When it was judged, ms since the epoch.</param>
[GenerateSerializer, Immutable, Alias("soc.state.verdicts.lesson")]
public sealed record Lesson(
    [property: Id(0)] string IncidentId,
    [property: Id(1)] string Detector,
    [property: Id(2)] string Entity,
    [property: Id(3)] SignalSubject Subject,
    [property: Id(4)] Verdict Verdict,
    [property: Id(5)] long AtMs);
