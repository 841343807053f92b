namespace Soc.Response.Escalation.Channels;

/// <summary>What became of a message, with a sentence that has no secret in it.</summary>
public sealed record Delivery(DeliveryKind Kind, string Reason);
