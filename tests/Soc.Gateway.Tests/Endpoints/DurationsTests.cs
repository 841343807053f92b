using Shouldly;
using Soc.Gateway.Endpoints;

namespace Soc.Gateway.Tests.Endpoints;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("PT15M", 900)]
    [InlineData("PT1H30M", 5400)]
    [InlineData("P1DT1S", 86_401)]
    [InlineData("15m", 900)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172_800)]
    [InlineData("45s", 45)]
    [InlineData("00:15:00", 900)]
    [InlineData("1.00:00:00", 86_400)]
    [InlineData(" 15m ", 900)]
    public void Reads_every_form(string text, int seconds)
    {
        Durations.TryRead(text, out var duration).ShouldBeTrue();
        duration.TotalSeconds.ShouldBe(seconds);
        Durations.TryRead(Durations.Write(duration), out var again).ShouldBeTrue();
        again.ShouldBe(duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("m")]
    [InlineData("15 minutes")]
    [InlineData("15M")]
    [InlineData("P")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("PT")]
    [InlineData("24:00:00")]
    [InlineData("15m1h")]
    [InlineData("999999d")]
    public void Refuses_what_has_no_unit_or_no_fixed_length(string text) => Durations.TryRead(text, out _).ShouldBeFalse();
}
