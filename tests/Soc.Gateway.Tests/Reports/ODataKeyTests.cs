using Shouldly;
using Soc.Gateway.Reports.OData;

namespace Soc.Gateway.Tests.Reports;

/// <summary>Keys in addresses, as the protocol writes them.</summary>
public sealed class ODataKeyTests
{
    private static readonly ODataModel Model = new(new ODataSets(null!, null!));

    [Theory]
    [InlineData("'a'", "a")]
    [InlineData("Id='a'", "a")]
    [InlineData("'o''brien'", "o'brien")]
    [InlineData("''", "")]
    [InlineData("'Zürich 😀 #?&+%2F/\\'", "Zürich 😀 #?&+%2F/\\")]
    [InlineData("')('", ")(")]
    public void AKey_IsWhatStandsInTheQuotes(string text, string key) => ODataKey.Read(text, ODataSets.IncidentsName, Model).ShouldBe(key);

    [Theory]
    [InlineData("a")]
    [InlineData("'a")]
    [InlineData("'a'b'")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("@p")]
    [InlineData("IncidentId='a'")]
    [InlineData("'a','b'")]
    [InlineData("'a')/Title('b'")]
    public void AnythingElse_SaysHowToWriteOne(string text)
    {
        var refusal = Should.Throw<ODataRefusalException>(() => ODataKey.Read(text, ODataSets.IncidentsName, Model));
        refusal.Status.ShouldBe(400);
        refusal.Message.ShouldContain("Incidents('id')");
    }
}
