using System.Text;
using Shouldly;
using Soc.CaptureAgent.Settings;
using Xunit;

namespace Soc.Capture.Tests.Agent;

public sealed class SensorConfigurationTests
{
    private static readonly CaptureOptions Local = new() { Interfaces = ["eth1"], Filter = "not port 22", NeverBlock = ["10.0.0.1"], MaxFlows = 2_048 };

    [Fact]
    public void What_it_leaves_out_stays_and_what_is_never_blocked_only_grows()
    {
        var over = Parse("""{"version":3,"interfaces":["eth2","eth3"],"neverBlock":["10.0.0.2"],"resetsEnabled":true,"colour":"red"}""").Over(Local);
        over.Interfaces.ShouldBe(["eth2", "eth3"]);
        over.Filter.ShouldBe("not port 22");
        over.NeverBlock.ShouldBe(["10.0.0.1", "10.0.0.2"]);
        (over.MaxFlows, over.ResetsEnabled).ShouldBe((2_048, false));
    }

    [Theory]
    [InlineData("{", "no JSON")]
    [InlineData("null", "no JSON")]
    [InlineData("""{"interfaces":"eth1"}""", "no JSON")]
    [InlineData("""{"interfaces":["eth1",null]}""", "no JSON")]
    [InlineData("""{"neverBlock":[null]}""", "no JSON")]
    [InlineData("""{"neverBlock":[" "]}""", "no JSON")]
    [InlineData("""{"maxFlows":5}""", "1024 to 4000000")]
    [InlineData("""{"snapLengthBytes":1}""", "96 to 262144")]
    public void What_cannot_be_meant_is_refused_with_the_reason(string document, string reason) =>
        Should.Throw<InvalidOperationException>(() => Parse(document)).Message.ShouldContain(reason);

    private static SensorConfiguration Parse(string document) => SensorConfiguration.Parse(Encoding.UTF8.GetBytes(document), Local);
}
