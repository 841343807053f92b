using Orleans;

namespace Soc.Model.Response.Feeds;

/// <summary>Answer to a <see cref="BlockRequest"/>.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Entry">What is on the list now; null when nothing is.</param>
/// <param name="Version">Version of the list that has it.</param>
[GenerateSerializer, Immutable, Alias("soc.BlockAnswer")]
public sealed record BlockAnswer(
    [property: Id(0)] BlockAnswerKind Kind,
    [property: Id(1)] BlockEntry? Entry,
    [property: Id(2)] long Version);
