namespace Soc.Gateway.Responses;

/// <summary>A person's yes.</summary>
/// <param name="Hash">The hash of what he was shown: what changed since is not approved.</param>
public sealed record ApproveRequestDto(string? Hash);
