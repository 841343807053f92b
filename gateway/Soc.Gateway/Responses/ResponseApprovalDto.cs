namespace Soc.Gateway.Responses;

/// <summary>A person agreed.</summary>
public sealed record ResponseApprovalDto(ResponseActorDto By, string At);
