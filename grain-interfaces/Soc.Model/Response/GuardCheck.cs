using Orleans;

namespace Soc.Model.Response;

/// <summary>What one guard rail said.</summary>
/// <param name="Name">"never_block", "network_size", "limit", "kill_switch", "hourly_client" …</param>
/// <param name="IsPassed">It has nothing against it.</param>
/// <param name="Text">Why, one sentence.</param>
[GenerateSerializer, Immutable, Alias("soc.GuardCheck")]
public sealed record GuardCheck([property: Id(0)] string Name, [property: Id(1)] bool IsPassed, [property: Id(2)] string Text);
