using System.Text.Json;
using Shouldly;

namespace Soc.Gateway.Tests.Api;

/// <summary>The same address at two clients: shown beside each other to whoever may see both, and to nobody else more than that there is another.</summary>
public sealed class RelatedTests(ProductHost product) : IClassFixture<ProductHost>
{
    private const long StartSeconds = 1_795_500_000;

    [Fact]
    public async Task TwoClients_WithTheSameAttacker_AreRelated_AndStayApart()
    {
        var northKey = await product.NewClientAsync("rel-north", "read");
        var southKey = await product.NewClientAsync("rel-south", "read");

        // The address follows from the name, so that both are attacked from the same one.
        await product.IngestAsync("duo", DuoPushes.Of("anna@example.com", StartSeconds), await product.NewHecTokenAsync("rel-north"));
        var alone = await OneAsync("rel-north", ProductHost.AdminKey);
        alone.GetProperty("score").GetDouble().ShouldBeGreaterThanOrEqualTo(70, "else it takes no part");
        alone.GetProperty("related").GetProperty("incidents").GetArrayLength().ShouldBe(0);
        var southHec = await product.NewHecTokenAsync("rel-south");
        await product.IngestAsync("duo", DuoPushes.Of("anna@example.com", StartSeconds + 7_200), southHec);
        await product.IngestAsync("duo", DuoPushes.Of("anna@example.com", StartSeconds + 7_200), southHec);

        var (north, south) = (await UntilRelatedAsync("rel-north"), await UntilRelatedAsync("rel-south"));
        var tie = north.GetProperty("related").GetProperty("incidents").EnumerateArray().ShouldHaveSingleItem();
        tie.GetProperty("client").GetString().ShouldBe("rel-south");
        tie.GetProperty("incident").GetString().ShouldBe(south.GetProperty("id").GetString());
        tie.GetProperty("why").GetString()!.ShouldStartWith("Both are about the address 198.51.100.");
        north.GetProperty("related").GetProperty("otherClients").GetInt32().ShouldBe(0);
        south.GetProperty("related").GetProperty("incidents")[0].GetProperty("incident").GetString().ShouldBe(north.GetProperty("id").GetString());
        north.GetProperty("mergedInto").ValueKind.ShouldBe(JsonValueKind.Null);

        foreach (var (client, key, other) in new[] { ("rel-north", northKey, "rel-south"), ("rel-south", southKey, "rel-north") })
        {
            var seen = await OneAsync(client, key);
            var byId = await product.GetAsync($"/api/v1/incidents/{seen.GetProperty("id").GetString()}", key);
            foreach (var shown in new[] { seen, byId })
            {
                shown.GetProperty("related").GetProperty("incidents").GetArrayLength().ShouldBe(0);
                shown.GetProperty("related").GetProperty("otherClients").GetInt32().ShouldBe(1);
                shown.GetRawText().ShouldNotContain(other);
            }
        }
    }

    [Fact]
    public async Task ASignal_SaysHowLongItTook()
    {
        await product.NewClientAsync("rel-times", "read");
        await product.IngestAsync("duo", DuoPushes.Of("bruno@example.com", StartSeconds), await product.NewHecTokenAsync("rel-times"));
        var times = (await OneAsync("rel-times", ProductHost.AdminKey)).GetProperty("signals")[0].GetProperty("times");
        var (happened, received, detected) = (times.GetProperty("event").GetDateTimeOffset(), times.GetProperty("received").GetDateTimeOffset(), times.GetProperty("detected").GetDateTimeOffset());
        happened.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(StartSeconds + (20 * (DuoPushes.Lines - 1))), TimeSpan.FromSeconds(60));
        detected.ShouldBeGreaterThanOrEqualTo(received);
        times.GetProperty("delayMs").GetInt64().ShouldBe(Math.Max(0, (long)(detected - happened).TotalMilliseconds));
        times.GetProperty("ownDelayMs").GetInt64().ShouldBe((long)(detected - received).TotalMilliseconds);
    }

    private async Task<JsonElement> OneAsync(string client, string key) =>
        (await product.GetAsync($"/api/v1/clients/{client}/incidents?minScore=40", key)).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();

    private async Task<JsonElement> UntilRelatedAsync(string client)
    {
        for (var look = 0; look < 400; look++)
        {
            var incident = await OneAsync(client, ProductHost.AdminKey);
            if (incident.GetProperty("related").GetProperty("incidents").GetArrayLength() > 0)
            {
                return incident;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"The incident of {client} is related to none.");
    }
}
