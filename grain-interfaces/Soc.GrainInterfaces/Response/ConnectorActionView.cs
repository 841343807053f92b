using Orleans;
using Soc.Model.Response;

namespace Soc.GrainInterfaces.Response;

/// <summary>One action of a client's connector.</summary>
/// <param name="Action">Which.</param>
/// <param name="IsReversible">What was there before can be restored.</param>
/// <param name="EndsByItself">The other product ends it when its time is over, whatever becomes of us.</param>
[GenerateSerializer, Immutable, Alias("soc.ConnectorActionView")]
public sealed record ConnectorActionView(
    [property: Id(0)] ContainmentAction Action,
    [property: Id(1)] bool IsReversible,
    [property: Id(2)] bool EndsByItself);
