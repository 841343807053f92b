using Soc.EventLog.Kafka;

namespace Soc.Silo.Health;

/// <summary>A partition has one reader: more silos than partitions do not help.</summary>
public static class IdleSilos
{
    /// <returns>What is wrong and what to do; null when each silo has something to read.</returns>
    public static string? Problem(int silos, int partitions) => silos <= partitions
        ? null
        : $"{silos} silos share the {partitions} partitions of the event log, so that {silos - partitions} read nothing: run fewer silos, or let everything be applied and go on with a new topic that has more partitions ({KafkaLogOptions.Section}:EventsTopic). A person's events keep to one partition: do not add partitions to a topic that is in use.";
}
