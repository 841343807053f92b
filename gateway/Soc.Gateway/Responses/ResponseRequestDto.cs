namespace Soc.Gateway.Responses;

/// <summary>An action that a person wants.</summary>
/// <param name="Client">Its client; the incident's, or the credential's own, when left out.</param>
/// <param name="Incident">The incident that it is about, if any.</param>
/// <param name="Action">"block_address", "block_domain", "reset_connection", "revoke_sessions", "disable_user", "mark_compromised", "isolate_device" or "firewall_policy".</param>
/// <param name="Minutes">How long it lasts, 1–1440; no action is without an end.</param>
/// <param name="Connector">Name of the client's connector; the first that does it when left out.</param>
/// <param name="Reason">One sentence for whoever meets it, here or in the other product.</param>
/// <param name="DryRun">All checks and the connector's plan, and nothing is done.</param>
public sealed record ResponseRequestDto(
    string? Client, string? Incident, string? Action, ResponseTargetDto? Target, int? Minutes, string? Connector, string? Reason, bool DryRun = false);
