using System.Globalization;
using Soc.Simulator.Demo;
using Soc.Storage.Conformance.EventLogs.Kafka;

namespace Soc.Simulator.Broker;

/// <summary>
/// A Kafka broker to try things with, in memory: librdkafka's own. It keeps about 5 MB a partition and forgets everything at its end.
/// It says its address, then takes the words "down" and "up" on its input, and ends when that ends.
/// </summary>
internal static class BrokerCommand
{
    public static async Task RunAsync(Arguments arguments, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        var partitions = (int)arguments.Number("--partitions", 12, 1, 1024);
        var topics = arguments.Required("--topics").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        using var kafka = new MockKafka();
        foreach (var topic in topics)
        {
            kafka.CreateTopic(topic, partitions);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"bootstrap {kafka.BootstrapServers}"));
        await output.FlushAsync(cancellationToken);

        // The console's reader waits in the call itself, and hears of no cancellation.
        while (await Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken) is { } word)
        {
            switch (word.Trim())
            {
                case "down":
                    kafka.Down();
                    break;
                case "up":
                    kafka.Up();
                    break;
                default:
                    await output.WriteLineAsync("There are: down, up.");
                    break;
            }
        }
    }
}
