using Orleans;

namespace Soc.Model.Policies;

/// <summary>Says of what class some entities are; the first pattern that fits decides.</summary>
/// <param name="Pattern">Kind and name with * and ?: "device:srv-*", "user:adm-*@example.com".</param>
/// <param name="Class">One of <see cref="AssetClasses"/>, of the pattern's kind.</param>
[GenerateSerializer, Immutable, Alias("soc.AssetClassPattern")]
public sealed record AssetClassPattern(
    [property: Id(0)] string Pattern,
    [property: Id(1)] string Class);
