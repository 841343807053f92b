using Soc.Model.Response;

namespace Soc.Response;

/// <summary>One action of a connector.</summary>
/// <param name="Action">Which.</param>
/// <param name="IsReversible">What was there before can be restored. Where not, two people must agree.</param>
/// <param name="EndsByItself">The other product ends it when its time is over, whatever becomes of us.</param>
/// <param name="KeepsHolds">Each operation has its own there: what one takes back another still has. Where not, only the last of several that hold a target undoes.</param>
public sealed record ConnectorAction(ContainmentAction Action, bool IsReversible, bool EndsByItself, bool KeepsHolds = false);
