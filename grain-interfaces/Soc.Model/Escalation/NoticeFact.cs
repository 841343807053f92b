using Orleans;

namespace Soc.Model.Escalation;

/// <summary>A line of a notice's table.</summary>
[GenerateSerializer, Immutable, Alias("soc.NoticeFact")]
public sealed record NoticeFact([property: Id(0)] string Name, [property: Id(1)] string Value);
