using Orleans;

namespace Soc.Detection.Correlation;

/// <summary>What people's verdicts taught about one client.</summary>
[GenerateSerializer, Alias("soc.state.verdicts")]
public sealed class VerdictMemoryState
{
    /// <summary>Most lessons kept; the oldest leaves first.</summary>
    public const int MaxLessons = 1024;

    /// <summary>In order of judgement.</summary>
    [Id(0)]
    public List<Lesson> Lessons { get; set; } = [];
}
