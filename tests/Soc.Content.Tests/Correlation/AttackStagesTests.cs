using Shouldly;
using Soc.Content.Tests.Detection;
using Soc.Detection.Correlation;
using Xunit;

namespace Soc.Content.Tests.Correlation;

public sealed class AttackStagesTests
{
    [Fact]
    public void Every_technique_that_a_detector_names_has_its_stage() =>
        DetectorFolders.Catalog.Value.Detectors
            .SelectMany(d => DetectorFolders.Catalog.Value.Describe(d.Id).Techniques.Select(t => (d.Id, Technique: t)))
            .Where(n => AttackStages.Of(n.Technique) == 0)
            .ShouldBeEmpty("a later step could not be tied to an earlier one");

    [Theory]
    [InlineData("T1200", 1)]
    [InlineData("T1552.001", 1)]
    [InlineData("T1003", 1)]
    [InlineData("T1039", 3)]
    [InlineData("T1569.002", 3)]
    [InlineData("T9999", 0)]
    public void A_part_of_a_technique_is_of_its_stage(string technique, int stage) => AttackStages.Of(technique).ShouldBe(stage);

    [Fact]
    public void The_furthest_counts() => AttackStages.Of(["T1078", "T1567.002", "T1021"]).ShouldBe(4);
}
