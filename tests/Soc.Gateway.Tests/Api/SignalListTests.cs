using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Entities;
using Soc.Model.Signals;

namespace Soc.Gateway.Tests.Api;

/// <summary>Findings too small for an incident, found by whom, by what, by score and by time.</summary>
public sealed class SignalListTests(ProductHost product) : IClassFixture<ProductHost>
{
    private const long StartMs = 1_795_500_000_000;
    private const int Count = 24;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "0-23")]
    [InlineData("detector=new_device", "0,2,4,6,8,10,12,14,16,18,20,22")]
    [InlineData("detector=nothing_like_it", "")]
    [InlineData("entity=user:user1@example.com", "1,4,7,10,13,16,19,22")]
    [InlineData("entity=user:User1@Example.com", "1,4,7,10,13,16,19,22")]
    [InlineData("entity=device:user1@example.com", "")]
    [InlineData("minScore=10", "20-23")]
    [InlineData("minScore=0", "0-23")]
    [InlineData("minScore=100", "")]
    [InlineData("since=1795500014000", "14-23")]
    [InlineData("since=2026-11-24T06:00:14Z", "14-23")]
    [InlineData("limit=3", "21-23")]
    [InlineData("detector=new_device&entity=user:user1@example.com&minScore=5&since=1795500012000", "16,22")]
    public async Task EachFilter_LeavesWhatItSays_NewestFirst(string query, string numbers)
    {
        await StoreAsync("filters");
        var page = await product.GetAsync($"/api/v1/clients/filters/signals?{query}");
        Ids(page).ShouldBe(Expected(numbers));
    }

    [Fact]
    public async Task ASignal_SaysWhatAndWhoAndWhen()
    {
        await StoreAsync("words");
        var signal = (await product.GetAsync("/api/v1/clients/words/signals?limit=1")).GetProperty("items")[0];
        signal.GetProperty("detector").GetString().ShouldBe("unusual_hours");
        signal.GetProperty("entity").GetProperty("kind").GetString().ShouldBe("user");
        signal.GetProperty("entity").GetProperty("key").GetString().ShouldBe("user2@example.com");
        signal.GetProperty("score").GetDouble().ShouldBe(11.5);
        signal.GetProperty("at").GetString().ShouldBe("2026-11-24T06:00:23.000Z");
        signal.GetProperty("title").GetString().ShouldBe("A little odd.");
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("limit=many")]
    [InlineData("minScore=-1")]
    [InlineData("minScore=100.5")]
    [InlineData("minScore=NaN")]
    [InlineData("minScore=high")]
    [InlineData("since=yesterday")]
    [InlineData("entity=anna@example.com")]
    [InlineData("entity=user:")]
    [InlineData("entity=:anna@example.com")]
    [InlineData("entity=person:anna@example.com")]
    [InlineData("cursor=nonsense")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAA")]
    public async Task AQueryThatMakesNoSense_SaysWhatToSend(string query)
    {
        using var response = await product.SendAsync(HttpMethod.Get, $"/api/v1/clients/demo/signals?{query}");
        ((int)response.StatusCode).ShouldBe(400);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).RootElement;
        var detail = problem.GetProperty("detail").GetString()!;
        detail.ShouldContain(query.Split('=')[0]);
        detail.ShouldMatch("use |send |it is no (whole )?number");
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(Count)]
    public async Task AllPages_HoldEverySignalOnce(int limit)
    {
        await StoreAsync("paged");
        var walked = new List<string>();
        string? cursor = null;
        do
        {
            var page = await product.GetAsync($"/api/v1/clients/paged/signals?limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}"));
            Ids(page).Length.ShouldBeInRange(1, limit);
            walked.AddRange(Ids(page));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null && walked.Count <= Count);
        walked.ShouldBe(Expected("0-23"));
    }

    [Theory]
    [InlineData("detector=unusual_hours")]
    [InlineData("entity=user:user1@example.com")]
    [InlineData("minScore=2")]
    [InlineData("since=1795500001000")]
    public async Task ACursor_IsOfItsFilters(string other)
    {
        await StoreAsync("tied");
        await StoreAsync("stranger");
        const string filters = "limit=1&minScore=1&detector=new_device";
        var cursor = (await product.GetAsync($"/api/v1/clients/tied/signals?{filters}")).GetProperty("nextCursor").GetString();
        (await product.AskAsync(HttpMethod.Get, $"/api/v1/clients/tied/signals?{filters}&cursor={cursor}")).Status.ShouldBe(200);
        (await product.AskAsync(HttpMethod.Get, $"/api/v1/clients/tied/signals?limit=1&{other}&cursor={cursor}")).Status.ShouldBe(400);
        (await product.AskAsync(HttpMethod.Get, $"/api/v1/clients/stranger/signals?{filters}&cursor={cursor}")).Status.ShouldBe(400);
        (await product.AskAsync(HttpMethod.Get, $"/api/v1/clients/tied/incidents?limit=1&minScore=1&cursor={cursor}")).Status.ShouldBe(400);
    }

    // Straight into the store: what any detector finds minor is its own matter, and changes.
    private async Task StoreAsync(string client)
    {
        await product.NewClientAsync(client, "read");
        await product.Services.GetRequiredService<IIncidentStore>().ClaimAsync(client, owner: 1, Cancel);
        await product.Services.GetRequiredService<IMinorSignalStore>().WriteAsync(client, [.. Enumerable.Range(0, Count).Select(i => Of(client, i))], owner: 1, Cancel);
    }

    private static Signal Of(string client, int number) => new()
    {
        Id = $"s{number:00}",
        Detector = number % 2 == 0 ? "new_device" : "unusual_hours",
        Entity = EntityKey.User(client, $"user{number % 3}@example.com"),
        Score = number / 2.0,
        AtMs = StartMs + (number * 1_000),
        FirstMs = StartMs + (number * 1_000),
        ReceivedMs = StartMs + (number * 1_000) + 500,
        Title = "A little odd.",
    };

    private static string[] Ids(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];

    /// <param name="numbers">"3-5" for all of them, "1,4" for some, in rising order.</param>
    private static string[] Expected(string numbers)
    {
        var bounds = numbers.Split('-');
        var all = bounds.Length == 2
            ? Enumerable.Range(Number(bounds[0]), Number(bounds[1]) - Number(bounds[0]) + 1)
            : numbers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Number);
        return [.. all.Reverse().Select(i => $"s{i:00}")];
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
