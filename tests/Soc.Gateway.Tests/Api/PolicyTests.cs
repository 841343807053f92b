using System.Text.Json;
using Shouldly;

namespace Soc.Gateway.Tests.Api;

/// <summary>Policies: defaults, what is refused and why, conditions.</summary>
public sealed class PolicyTests(ProductHost product) : IClassFixture<ProductHost>
{
    [Fact]
    public async Task AnEmptyPolicy_MakesTheClient_WithTheStatedDefaults()
    {
        using var made = await product.SendAsync(HttpMethod.Put, "/api/v1/clients/defaults", new { });
        ((int)made.StatusCode).ShouldBe(201);
        made.Headers.ETag!.Tag.ShouldBe("\"1\"");
        using var again = await product.SendAsync(HttpMethod.Put, "/api/v1/clients/defaults", new { });
        ((int)again.StatusCode).ShouldBe(200);
        again.Headers.ETag!.Tag.ShouldBe("\"2\"");
        var policy = await product.GetAsync("/api/v1/clients/defaults");
        policy.GetProperty("timeZone").GetString().ShouldBe("UTC");
        policy.GetProperty("lateAfter").GetString().ShouldBe("PT15M");
        policy.GetProperty("learningDays").GetInt32().ShouldBe(14);
        policy.GetProperty("thresholds").GetProperty("notify").GetDouble().ShouldBe(70);
    }

    [Fact]
    public async Task AFullPolicy_ComesBackAsItWasSent_AndCanBeSentBack()
    {
        const string Full =
            """
            {"displayName":"Acme AG","timeZone":"Europe/Zurich","hours":{"start":"07:30","end":"17:00","days":["monday","tuesday"]},"holidays":["2026-12-25"],
             "thresholds":{"digest":30,"notify":60,"wake":95},"wakeAllowed":false,"knownEgress":[{"cidr":"203.0.113.0/24","name":"Office","isVpn":true}],
             "sanctionedClouds":["onedrive"],"protectedAssets":["address:10.0.0.1","user:breakglass@acme.example"],"criticality":{"user:cfo@acme.example":2},
             "lateAfter":"PT1H30M","learningDays":7,"identity":{"domains":{"ACME":"acme.example"},"defaultDomain":"acme.example","aliases":{"cfo-adm":"cfo@acme.example"}},
             "rulesOfEngagement":[{"id":"block","name":"Block at night","action":"block_address","mode":"act_then_tell","minScore":90,"maxScore":100,"assetClasses":["workstation"],
              "hours":{"when":"night","from":"22:00","to":"06:30"},"maxMinutes":60,"shadow":true}],
             "engagement":{"contacts":[{"who":"Anna Keller","channel":"teams","acknowledgeMinutes":10,"repeat":1}],"whenNobodyAnswers":"wake_on_call","digestAt":"08:30",
              "limits":{"actionsPerHour":5,"actionsPerHourByConnector":4,"actionsPerHourByRule":3,"largestIpv4Prefix":32,"largestIpv6Prefix":128,"largestDeviceSharePercent":2.5,"largestUserSharePercent":1,"undoSharePercent":20,"undoAtLeast":3,"undoWithinHours":12,"killSwitch":false},
              "assetClasses":[{"pattern":"device:srv-*","class":"server"}]}}
            """;
        using var sent = JsonDocument.Parse(Full);
        var (status, stored) = await product.AskAsync(HttpMethod.Put, "/api/v1/clients/full", sent.RootElement);
        status.ShouldBe(201, stored.ToString());
        foreach (var member in sent.RootElement.EnumerateObject())
        {
            JsonElement.DeepEquals(stored!.Value.GetProperty(member.Name), member.Value).ShouldBeTrue($"{member.Name}: {stored.Value.GetProperty(member.Name)}");
        }

        var read = await product.GetAsync("/api/v1/clients/full");
        (await product.AskAsync(HttpMethod.Put, "/api/v1/clients/full", read)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"timeZone":"Mars/Olympus"}""", "timeZone", "IANA")]
    [InlineData("""{"thresholds":{"digest":90,"notify":70,"wake":40}}""", "thresholds", "descend")]
    [InlineData("""{"thresholds":{"wake":50}}""", "thresholds", "descend")]
    [InlineData("""{"thresholds":{"wake":101}}""", "thresholds.wake", "0 to 100")]
    [InlineData("""{"knownEgress":[{"cidr":"300.1.2.3/99","name":"x","isVpn":false}]}""", "knownEgress[0].cidr", "203.0.113.0/24")]
    [InlineData("""{"knownEgress":[{"cidr":"203.0.113.0/24"}]}""", "knownEgress[0].name", "London office")]
    [InlineData("""{"hours":{"start":"18:00","end":"08:00"}}""", "hours", "after the start")]
    [InlineData("""{"hours":{"start":"late","end":"08:00"}}""", "hours.start", "HH:mm")]
    [InlineData("""{"hours":{"days":["funday"]}}""", "hours.days", "monday")]
    [InlineData("""{"hours":{"start":"18:00","end":"08:00"}}""", "hours", "18:00 and ends at 08:00")]
    [InlineData("""{"hours":{"start":"24:00","end":"24:00"}}""", "hours", "00:00 to 23:59")]
    [InlineData("""{"hours":{"days":["monday","Monday"]}}""", "hours.days", "monday … sunday, each at most once")]
    [InlineData("""{"lateAfter":"PT0S"}""", "lateAfter", "PT15M")]
    [InlineData("""{"lateAfter":"15"}""", "lateAfter", "15m")]
    [InlineData("""{"lateAfter":"P8D"}""", "lateAfter", "week")]
    [InlineData("""{"lateAfter":"P99999D"}""", "lateAfter", "week")]
    [InlineData("""{"lateAfter":"-PT5M"}""", "lateAfter", "whole minutes")]
    [InlineData("""{"lateAfter":"90s"}""", "lateAfter", "whole minutes")]
    [InlineData("""{"lateAfter":15}""", "lateAfter", "text in quotes")]
    [InlineData("""{"lateAfterMinutes":15}""", "lateAfterMinutes", "no member")]
    [InlineData("""{"learningDays":0}""", "learningDays", "1 to 90")]
    [InlineData("""{"holidays":["Christmas"]}""", "holidays[0]", "2026-12-25")]
    [InlineData("""{"sanctionedClouds":[""]}""", "sanctionedClouds[0]", "onedrive")]
    [InlineData("""{"protectedAssets":["dc01"]}""", "protectedAssets[0]", "device:dc01")]
    [InlineData("""{"protectedAssets":[null]}""", "protectedAssets[0]", "kind and name")]
    [InlineData("""{"criticality":{"user:A":1,"user:a":2}}""", "criticality['user:a']", "twice")]
    [InlineData("""{"criticality":{"user:a":100}}""", "criticality['user:a']", "0.1 to 10")]
    [InlineData("""{"rulesOfEngagement":[{"action":"nuke","mode":"ask","minScore":90,"maxMinutes":60}]}""", "rulesOfEngagement[0].action", "block_address")]
    [InlineData("""{"rulesOfEngagement":[{"action":"block_address","mode":"ask","minScore":90}]}""", "rulesOfEngagement[0].maxMinutes", "limit")]
    [InlineData("""{"rulesOfEngagement":[{"action":"block_address","mode":"ask","maxMinutes":60}]}""", "rulesOfEngagement[0].minScore", "from which score")]
    [InlineData("""{"rulesOfEngagement":[{"mode":"digest","hours":{"when":"night","from":"late"}}]}""", "rulesOfEngagement[0].hours.from", "HH:mm")]
    [InlineData("""{"engagement":{"assetClasses":[{"pattern":"srv-*","class":"server"}]}}""", "engagement.assetClasses[0].pattern", "device:srv-*")]
    [InlineData("""{"identity":{"defaultDomain":"a b"}}""", "identity.defaultDomain", "example.com")]
    [InlineData("""{"wakeAllowed":"yes"}""", "wakeAllowed", "true or false")]
    [InlineData("""{"client":"another"}""", "client", "leave it out")]
    public async Task APolicyThatMakesNoSense_IsRefused_NamesTheMember_AndSaysWhatIsRight(string json, string member, string words)
    {
        var (status, problem) = await product.AskAsync(HttpMethod.Put, "/api/v1/clients/senseless", JsonDocument.Parse(json).RootElement);
        status.ShouldBe(422);
        var errors = problem!.Value.GetProperty("errors");
        errors.TryGetProperty(member, out var messages).ShouldBeTrue(errors.ToString());
        messages[0].GetString()!.ShouldContain(words);
        (await product.AskAsync(HttpMethod.Get, "/api/v1/clients/senseless")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task TooManyProtectedAssets_AreRefused()
    {
        var (status, problem) = await product.AskAsync(HttpMethod.Put, "/api/v1/clients/senseless", new { protectedAssets = Enumerable.Repeat("device:dc01", 5_001) });
        status.ShouldBe(422);
        problem!.Value.GetProperty("errors").GetProperty("protectedAssets")[0].GetString()!.ShouldContain("5000 at most");
    }

    [Theory]
    [InlineData("{", "no JSON")]
    [InlineData("", "missing")]
    [InlineData("null", "missing")]
    [InlineData("[]", "JSON object")]
    public async Task ABodyThatIsNoObject_IsABadRequest(string body, string words)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var (status, problem) = await product.AskAsync(HttpMethod.Put, "/api/v1/clients/senseless", content);
        status.ShouldBe(400);
        problem!.Value.GetProperty("detail").GetString()!.ShouldContain(words);
    }

    [Theory]
    [InlineData("15m", "PT15M")]
    [InlineData("00:15:00", "PT15M")]
    [InlineData("1h30m", "PT1H30M")]
    [InlineData("P7D", "P7D")]
    public async Task ADuration_MayBeWrittenInAnyForm(string sent, string stored)
    {
        var (status, policy) = await product.AskAsync(HttpMethod.Put, "/api/v1/clients/durations", new { lateAfter = sent });
        status.ShouldBeOneOf(200, 201);
        policy!.Value.GetProperty("lateAfter").GetString().ShouldBe(stored);
    }

    [Fact]
    public async Task Thresholds_LeftOut_KeepTheirDefaults()
    {
        var (_, policy) = await product.AskAsync(HttpMethod.Put, "/api/v1/clients/partial", new { thresholds = new { notify = 60 } });
        policy!.Value.GetProperty("thresholds").ToString().ShouldBe("""{"digest":40,"notify":60,"wake":90}""");
    }

    [Fact]
    public async Task Conditions_GuardAgainstOverwriting()
    {
        (await PutAsync("If-Match", "\"1\"")).ShouldBe(412);
        (await PutAsync("If-Match", "*")).ShouldBe(412);
        (await PutAsync("If-None-Match", "*")).ShouldBe(201);
        (await PutAsync("If-None-Match", "*")).ShouldBe(412);
        (await PutAsync("If-Match", "\"1\"")).ShouldBe(200);
        (await PutAsync("If-Match", "\"1\"")).ShouldBe(412);
        (await PutAsync("If-Match", "\"1\", \"2\"")).ShouldBe(200);
        (await PutAsync("If-Match", "*")).ShouldBe(200);
        (await PutAsync("If-Match", "4")).ShouldBe(400);
        (await product.AskAsync(HttpMethod.Get, "/api/v1/clients/guarded", null, ProductHost.AdminKey, ("If-None-Match", "\"4\""))).Status.ShouldBe(304);
        (await product.AskAsync(HttpMethod.Get, "/api/v1/clients/guarded", null, ProductHost.AdminKey, ("If-None-Match", "\"3\""))).Status.ShouldBe(200);

        async Task<int> PutAsync(string header, string value) =>
            (await product.AskAsync(HttpMethod.Put, "/api/v1/clients/guarded", new { }, ProductHost.AdminKey, (header, value))).Status;
    }

    [Fact]
    public async Task WhereAnOperatorAsksForIt_AReplacementNeedsACondition()
    {
        await using var strict = await ProductHost.StartAsync(null, ("Soc:Gateway:RequireIfMatch", "true"));
        (await strict.AskAsync(HttpMethod.Put, "/api/v1/clients/new", new { })).Status.ShouldBe(201);
        (await strict.AskAsync(HttpMethod.Put, "/api/v1/clients/new", new { })).Status.ShouldBe(428);
        (await strict.AskAsync(HttpMethod.Put, "/api/v1/clients/new", new { }, ProductHost.AdminKey, ("If-Match", "\"1\""))).Status.ShouldBe(200);
    }
}
