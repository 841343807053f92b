using Shouldly;
using Soc.Silo.Ingest;
using Xunit;

namespace Soc.Grains.Tests.Ingest;

public sealed class CheckpointRestTests
{
    private static readonly PumpOptions Options = new() { CheckpointIntervalMs = 5_000, CheckpointRestFactor = 3, MaxCheckpointIntervalMs = 60_000 };

    [Theory]
    [InlineData(0, 5_000)]
    [InlineData(1_600, 5_000)]
    [InlineData(1_667, 5_001)]
    [InlineData(10_000, 30_000)]
    [InlineData(20_000, 60_000)]
    [InlineData(3_600_000, 60_000)]
    public void The_rest_is_three_rounds_long_between_the_interval_and_the_limit(int tookMs, int restMs) =>
        CheckpointRest.After(TimeSpan.FromMilliseconds(tookMs), Options).TotalMilliseconds.ShouldBe(restMs);

    [Fact]
    public void The_factor_is_the_operators() =>
        CheckpointRest.After(TimeSpan.FromSeconds(10), Options with { CheckpointRestFactor = 1.5 }).ShouldBe(TimeSpan.FromSeconds(15));

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public void An_interval_above_the_limit_is_kept(int tookMs) =>
        CheckpointRest.After(TimeSpan.FromMilliseconds(tookMs), Options with { CheckpointIntervalMs = 90_000 }).ShouldBe(TimeSpan.FromSeconds(90));
}
