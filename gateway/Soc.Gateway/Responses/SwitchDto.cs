namespace Soc.Gateway.Responses;

/// <summary>Whether anything is done at a client, and how much of its limits is used.</summary>
/// <param name="Killed">A person switched all new actions off. What is in force stays until it is released or its time is over.</param>
/// <param name="KilledByPolicy">The client's policy has them off (engagement.limits.killSwitch).</param>
/// <param name="SwitchedBy">Who switched last; null when nobody did.</param>
/// <param name="Why">His reason.</param>
/// <param name="InForce">Ids of the operations that are in force, or about to be.</param>
/// <param name="WithinTheHour">Actions within the hour.</param>
/// <param name="Undone">Of the last <paramref name="Endings"/> actions so many were undone as wrong: too many, and nothing is done by rule until that is reset.</param>
public sealed record SwitchDto(
    bool Killed, bool KilledByPolicy, ResponseActorDto? SwitchedBy, string? Why, string? SwitchedAt, string[] InForce, int WithinTheHour, int Undone, int Endings);
