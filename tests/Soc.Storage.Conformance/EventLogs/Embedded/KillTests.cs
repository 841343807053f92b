using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Soc.EventLog.Embedded;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.EventLogs.Embedded;

/// <summary>A process killed at random moments loses nothing that it acknowledged, and doubles nothing.</summary>
public sealed class KillTests : EmbeddedLogFixture
{
    private const int Rounds = 5;

    [Fact]
    public async Task Killed_AllAcknowledgedAreThere_Once_InOrder()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        var state = (uint)seed;
        var acknowledged = new List<long>();
        for (var round = 0; round < Rounds; round++)
        {
            state = (state * 1_664_525) + 1_013_904_223;
            var life = TimeSpan.FromMilliseconds(state % 300);
            var lines = await KilledProcess.RunAsync(life, LogChild.Verb, LogFolder, (round * 1_000_000).ToString(CultureInfo.InvariantCulture));
            acknowledged.AddRange(lines.Select(l => long.Parse(l, CultureInfo.InvariantCulture)));
            await CheckAsync(acknowledged, seed);
        }

        acknowledged.Count.ShouldBeGreaterThan(100);
    }

    private async Task CheckAsync(List<long> acknowledged, int seed)
    {
        await using var log = await EmbeddedEventLog.OpenAsync(LogChild.OptionsFor(LogFolder), TimeProvider.System, NullLogger.Instance);
        for (var p = 0; p < LogChild.Partitions; p++)
        {
            var numbers = new List<long>();
            for (var next = 0L; next < log.EndOffset(p);)
            {
                var batch = await log.ReadAsync(p, next, 1000, Cancel);
                batch.Lost.ShouldBe(0, $"seed {seed}");
                numbers.AddRange(batch.Events.Select(Samples.NumberOf));
                next = batch.NextOffset;
            }

            acknowledged.Except(numbers).ShouldBeEmpty($"acknowledged and gone, seed {seed}");
            numbers.Distinct().Count().ShouldBe(numbers.Count, $"doubled, seed {seed}");
            foreach (var writer in numbers.GroupBy(LogChild.WriterOf))
            {
                writer.ToArray().ShouldBe(writer.Order().ToArray(), $"out of order, seed {seed}");
            }
        }
    }
}
