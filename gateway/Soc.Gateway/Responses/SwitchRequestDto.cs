namespace Soc.Gateway.Responses;

/// <summary>Switches all new actions at a client off, or on again.</summary>
/// <param name="Killed">True: nothing is done any more. False needs the scope respond.</param>
/// <param name="Why">One sentence, for the audit.</param>
public sealed record SwitchRequestDto(bool? Killed, string? Why);
