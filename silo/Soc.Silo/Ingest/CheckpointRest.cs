namespace Soc.Silo.Ingest;

/// <summary>How long the silo waits between two checkpoint rounds.</summary>
internal static class CheckpointRest
{
    /// <summary>
    /// Under load nearly every entity is changed in every round: longer waits store the same entity less often, and leave the
    /// cores to the events. What a crash replays grows with it, up to the limit.
    /// </summary>
    /// <param name="took">Length of the round before.</param>
    public static TimeSpan After(TimeSpan took, PumpOptions options) => TimeSpan.FromMilliseconds(Math.Clamp(
        took.TotalMilliseconds * options.CheckpointRestFactor,
        options.CheckpointIntervalMs,
        Math.Max(options.CheckpointIntervalMs, options.MaxCheckpointIntervalMs)));
}
