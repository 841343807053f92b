namespace Soc.Gateway.Ingest.KafkaSources;

/// <summary>Where a partition is begun that the group has no position in.</summary>
internal enum KafkaStart
{
    /// <summary>With the oldest message there is.</summary>
    Earliest = 1,
    /// <summary>With what comes from now on; holds once, since the position is committed then.</summary>
    Latest = 2,
}
