using System.Text;
using Shouldly;
using Soc.Parsing;
using Xunit;

namespace Soc.Content.Tests.Parsing;

/// <summary>Inputs that fuzzing found to break a parser's promise, each reduced to what it turns on.</summary>
public sealed class FoundByFuzzingTests
{
    private static readonly SourceCatalog Catalog = SourceCatalog.Load();
    private static readonly SourceContext Context = new("acme", 1_772_452_800_000);

    [Fact]
    public void ATimeBeforeTheEpoch_IsNoTime()
    {
        var result = Parse("""date=2026-03-02 time=1970-01-01T00:00:00 tz="+0100" devname="FG" devid="FG1" logid="0101039426" type="event" subtype="vpn" action="ssl-login-fail" remip=198.51.100.50 user="nadia" """);
        result[0].TimeMs.ShouldBe(Context.ReceivedMs);
    }

    [Fact]
    public void AnOcsfNameThatIsHalfASurrogatePair_HidesNoOtherName()
    {
        var result = Parse("""{"\ud800status_id":1,"class_uid":3002,"activity_id":1,"time":1772438400123,"status_id":2,"metadata":{"version":"1.1.0","product":{"name":"Gate"}},"user":{"na\ud800me":"x","name":"ines"}}""");
        result.Outcome.ShouldBe(ParseOutcome.Parsed);
        result[0].User!.Name.ShouldBe("ines");
    }

    private static ParseResult Parse(string record) => Catalog.Parse(Encoding.UTF8.GetBytes(record), Context);
}
