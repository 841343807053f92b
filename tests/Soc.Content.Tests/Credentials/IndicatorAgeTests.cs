using Shouldly;
using Soc.Detection.Detectors.ListedAddress;
using Soc.Model.Entities;
using Xunit;

namespace Soc.Content.Tests.Credentials;

/// <summary>Ageing of a listing by the kind of network.</summary>
public sealed class IndicatorAgeTests
{
    private const long DayMs = 86_400_000;
    private const long ListedMs = 20_000 * DayMs;

    [Theory]
    [InlineData(EgressClass.Hosting, 0, 0, 80)]
    [InlineData(EgressClass.Hosting, 21, 0, 46.5)]
    [InlineData(EgressClass.Residential, 21, 0, 0)]
    [InlineData(EgressClass.Residential, 3.5, 0, 40)]
    [InlineData(EgressClass.Mobile, 7, 0, 0)]
    [InlineData(EgressClass.Hosting, 0, 2, 20)]
    [InlineData(EgressClass.Hosting, -3, 0, 80)]
    public void AgesAsPublished(EgressClass egress, double days, int falsePositives, double expected)
    {
        var hit = new IndicatorHit("list", "unspecified", 80, ListedMs, falsePositives);
        IndicatorAge.Score(hit, ListedMs + (long)(days * DayMs), egress).ShouldBe(expected, 0.1);
    }

    [Fact]
    public void NeverRisesWithAge()
    {
        var hit = new IndicatorHit("list", "unspecified", 80, ListedMs, 0);
        foreach (var egress in Enum.GetValues<EgressClass>())
        {
            var scores = Enumerable.Range(0, 200).Select(day => IndicatorAge.Score(hit, ListedMs + (day * DayMs), egress)).ToArray();
            scores.ShouldBe(scores.OrderDescending());
            scores[^1].ShouldBe(0);
        }
    }
}
