using System.Text.RegularExpressions;
using Shouldly;
using Soc.Chaos.Poison;
using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>Detectors that throw on some events: each is counted and named with its reason, and all else goes on as if they were not there.</summary>
public sealed partial class PoisonTests(ITestOutputHelper output)
{
    [Fact]
    public Task Detectors_that_throw_on_some_events() => new Suffering(output).RunAsync(
        new ClusterShape { IsPoisoned = true },
        async (_, middle, _) =>
        {
            for (var i = 0; i < 4; i++)
            {
                await middle(i);
            }
        },
        async (rig, load, oracle, cancellationToken) =>
        {
            var poison = load.Requests.SelectMany(r => r.Records).Count(r => r.Text.Contains(PoisonousDetector.DeviceName, StringComparison.Ordinal));
            poison.ShouldBeGreaterThan(10);
            var counted = 0.0;
            var named = new List<Match>();
            foreach (var silo in rig.Silos)
            {
                counted += await silo.CountedAsync("soc_silo_drops_total", "reason=\"detector_error\"", cancellationToken);
                named.AddRange(silo.Heard.Select(h => Name().Match(h)));
                (await silo.HealthAsync(cancellationToken))!.Problems.ShouldNotContain(p => p.Contains("Partition", StringComparison.Ordinal));
            }

            counted.ShouldBe(poison * PoisonStartup.StepsThatThrow, $"{poison} events, each counted once by each detector that throws");
            named.ShouldAllBe(n => n.Success && oracle.Events.Any(e => e.ToString() == n.Groups["event"].Value), "each is named by its event");
            named.Select(n => n.Groups["detector"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .ShouldBe(["poison_address_asked", "poison_client_step", "poison_user_asked", "poison_user_step"]);
            output.WriteLine($"{poison} events on which {PoisonStartup.StepsThatThrow} steps throw each: {counted} counted, {named.Count} named");
        });

    [GeneratedRegex("Detector (?<detector>[a-z_]+) threw on event (?<event>[0-9a-f]{32}),", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
