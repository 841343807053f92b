using System.Text;
using Shouldly;
using Soc.Capture.Reset;
using Soc.CaptureAgent.Delivery;
using Xunit;

namespace Soc.Capture.Tests.Agent;

public sealed class CommandDocumentTests
{
    [Fact]
    public void A_connection_is_named_by_both_its_ends() =>
        Read("""{"id":"c1","sensor":"s","client":"acme","srcIp":"10.0.0.1","srcPort":65535,"dstIp":"192.0.2.7","dstPort":443}""").Target.ShouldBeOfType<ConnectionTarget>();

    /// <summary>Cut to sixteen bits the first port would be 80: somebody else's connection.</summary>
    [Theory]
    [InlineData("""{"id":"c1","sensor":"s","client":"acme","srcIp":"10.0.0.1","srcPort":65616,"dstIp":"192.0.2.7","dstPort":443}""")]
    [InlineData("""{"id":"c1","sensor":"s","client":"acme","srcIp":"10.0.0.1","srcPort":80,"dstIp":"192.0.2.7","dstPort":-1}""")]
    [InlineData("""{"sensor":"s","client":"acme","ip":"10.0.0.1"}""")]
    [InlineData("""{"id":"","sensor":"s","client":"acme","ip":"10.0.0.1"}""")]
    [InlineData("""{"id":"c1","client":"acme","ip":"10.0.0.1"}""")]
    [InlineData("""{"id":"c1","sensor":"s","client":"acme"}""")]
    [InlineData("null")]
    [InlineData("[]")]
    public void What_cannot_be_meant_is_refused(string document) => Should.Throw<InvalidOperationException>(() => Read(document));

    private static ResetCommand Read(string document) => CommandDocument.Read(Encoding.UTF8.GetBytes(document), "s", "acme").Command();
}
