using Orleans;

namespace Soc.Detection.Risk;

/// <summary>The findings that make up the risk of one entity.</summary>
[GenerateSerializer, Alias("soc.state.risk")]
public sealed class EntityRiskState
{
    /// <summary>Most findings remembered; the one that weighs least after decay leaves first.</summary>
    public const int MaxEntries = 12;

    /// <summary>In no order.</summary>
    [Id(0)]
    public List<RiskEntry> Entries { get; set; } = [];
}
