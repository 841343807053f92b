using Orleans;

namespace Soc.Model.Policies;

/// <summary>What the client agreed may be done: kept and shown from the first day, carried out by the response part.</summary>
/// <param name="Action">"reset_connection", "block_address", "disable_user", "revoke_sessions", "isolate_device", "firewall_policy".</param>
/// <param name="Mode">"forbid", "ask", "act_then_tell", "act_and_wake".</param>
/// <param name="MinScore">From this score, 0–100.</param>
/// <param name="MaxMinutes">Longest time that it may last.</param>
[GenerateSerializer, Immutable, Alias("soc.RuleOfEngagement")]
public sealed record RuleOfEngagement(
    [property: Id(0)] string Action,
    [property: Id(1)] string Mode,
    [property: Id(2)] double MinScore,
    [property: Id(3)] int MaxMinutes);
