using Shouldly;
using Soc.Detection.Geo;
using Soc.Detection.Windows;
using Xunit;

namespace Soc.Content.Tests.Detection;

/// <summary>The parts that baselines are made of.</summary>
public sealed class BaselinePartTests
{
    private const long DayMs = 86_400_000;

    [Theory]
    [InlineData(51.5074, -0.1278, 40.7128, -74.0060, 5570)]
    [InlineData(47.37, 8.54, 47.37, 8.54, 0)]
    [InlineData(0, 0, 0, 180, 20015)]
    [InlineData(10, 179.5, 10, -179.5, 109.5)]
    public void DistancesAreThoseOfTheAtlas(double lat1, double lon1, double lat2, double lon2, double km) =>
        GreatCircle.Km(lat1, lon1, lat2, lon2).ShouldBe(km, tolerance: 2);

    [Fact]
    public void CountryCodesRoundTrip()
    {
        CountryCode.Unpack(CountryCode.Pack("ch")).ShouldBe("CH");
        CountryCode.Pack("Switzerland").ShouldBe((ushort)0);
        CountryCode.Pack(null).ShouldBe((ushort)0);
        CountryCode.Unpack(0).ShouldBeNull();
    }

    [Fact]
    public void SeenTableLetsTheOldestGoWhenItIsFull()
    {
        var table = default(SeenTable);
        table = table.Touch(1, 10, max: 3);
        table = table.Touch(2, 11, max: 3);
        table = table.Touch(3, 12, max: 3);
        table = table.Touch(1, 13, max: 3);
        table = table.Touch(4, 14, max: 3);
        table.Entries.Length.ShouldBe(3);
        table.Find(2, 14, 90).ShouldBeNull();
        table.DaysBefore(1, 14, 90).ShouldBe(2);
        table.DaysBefore(1, 13, 90).ShouldBe(1);
    }

    [Fact]
    public void SeenTableTakesALateSightingIntoThePast()
    {
        var table = default(SeenTable);
        table = table.Touch(1, 100, max: 3);
        table = table.Touch(1, 95, max: 3);
        table.Find(1, 96, 90)!.Value.FirstDay.ShouldBe((ushort)95);
        table.Find(1, 300, 90).ShouldBeNull();
    }

    [Fact]
    public void LearningStartsAgainAfterAQuietPeriod()
    {
        var clock = default(LearningClock).Observe(100 * DayMs).Observe(110 * DayMs);
        clock.StillLearning(113 * DayMs, 14).ShouldNotBeNull();
        clock.StillLearning(114 * DayMs, 14).ShouldBeNull();
        clock.StillLearning(141 * DayMs, 14).ShouldNotBeNull();
        clock.Observe(141 * DayMs).SinceMs.ShouldBe(141 * DayMs);
        clock.Observe(90 * DayMs).SinceMs.ShouldBe(90 * DayMs);
    }

    [Fact]
    public void HourProfileFadesAndWrapsRoundTheWeek()
    {
        var profile = default(HourProfile);
        for (var i = 0; i < 20; i++)
        {
            profile = profile.Add(167);
        }

        profile = profile.Add(5);
        profile.Count(167).ShouldBeInRange(8, 15);
        profile.CountAround(0).ShouldBe(profile.Count(167));
        profile.Count(5).ShouldBe(1);
        profile.Total.ShouldBe(profile.Count(167) + 1);
    }
}
