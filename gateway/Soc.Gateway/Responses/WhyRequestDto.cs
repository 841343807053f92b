namespace Soc.Gateway.Responses;

/// <summary>Why a person does something.</summary>
/// <param name="Why">One sentence, for the audit.</param>
public sealed record WhyRequestDto(string? Why);
