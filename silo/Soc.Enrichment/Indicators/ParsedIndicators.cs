using Soc.Model.Indicators;

namespace Soc.Enrichment.Indicators;

/// <summary>What a document held.</summary>
/// <param name="Problems">What could not be read, with the reason, the first hundred.</param>
public sealed record ParsedIndicators(IReadOnlyList<Indicator> Indicators, IReadOnlyList<string> Problems);
