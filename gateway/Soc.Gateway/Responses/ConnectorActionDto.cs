namespace Soc.Gateway.Responses;

/// <summary>What a client's connector is used for.</summary>
/// <param name="Reversible">What was there before can be restored; where not, two people must agree, unless it needs no undo.</param>
/// <param name="EndsByItself">The other product ends it when its time is over, whatever becomes of us.</param>
public sealed record ConnectorActionDto(string Action, bool Reversible, bool EndsByItself);
