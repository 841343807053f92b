using Shouldly;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Indicators;
using Soc.Model.Policies;

namespace Soc.Storage.Conformance.Stores;

/// <summary>What every store of clients, tokens and indicators promises.</summary>
public abstract class SettingsStoresConformance
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract IClientStore Clients { get; }

    protected abstract ITokenStore Tokens { get; }

    protected abstract IIndicatorStore Indicators { get; }

    [Fact]
    public async Task Policy_ComesBackWhole_WithNamesInEitherCase()
    {
        var policy = ClientPolicy.DefaultFor("acme") with
        {
            Version = 1,
            KnownEgress = [new KnownEgress("203.0.113.0/24", "London office", false)],
            Criticality = new Dictionary<string, double>(StringComparer.Ordinal) { ["user:CFO@example.com"] = 2 },
            Identity = new IdentityRules { Domains = new Dictionary<string, string>(StringComparer.Ordinal) { ["CORP"] = "example.com" }, DefaultDomain = "example.com" },
        };
        (await Clients.WriteAsync(policy, Cancel)).ShouldBeTrue();
        var back = await Clients.ReadAsync("acme", Cancel);
        back.ShouldBeEquivalentTo(policy);
        back!.Criticality["USER:cfo@EXAMPLE.com"].ShouldBe(2);
        back.Identity.Domains["corp"].ShouldBe("example.com");
        (await Clients.ReadAsync("nobody", Cancel)).ShouldBeNull();
        (await Clients.ReadAllAsync(Cancel)).Single().Client.ShouldBe("acme");
    }

    [Fact]
    public async Task Policy_OnlyTheSuccessor_IsTaken()
    {
        var policy = ClientPolicy.DefaultFor("acme");
        (await Clients.WriteAsync(policy with { Version = 2 }, Cancel)).ShouldBeFalse();
        (await Clients.WriteAsync(policy with { Version = 1 }, Cancel)).ShouldBeTrue();
        (await Clients.WriteAsync(policy with { Version = 1, DisplayName = "twice" }, Cancel)).ShouldBeFalse();
        (await Clients.WriteAsync(policy with { Version = 3 }, Cancel)).ShouldBeFalse();
        (await Clients.WriteAsync(policy with { Version = 2, DisplayName = "second" }, Cancel)).ShouldBeTrue();
        (await Clients.ReadAsync("acme", Cancel))!.DisplayName.ShouldBe("second");
    }

    [Fact]
    public async Task Token_IsReplacedById()
    {
        var token = new StoredToken("t1", "hec", "acme", ["ingest"], [1, 2, 255], 0, false, 7);
        await Tokens.WriteAsync(token, Cancel);
        await Tokens.WriteAsync(token with { Id = "t2", Client = "*" }, Cancel);
        await Tokens.WriteAsync(token with { Disabled = true }, Cancel);
        var all = await Tokens.ReadAllAsync(Cancel);
        all.Count.ShouldBe(2);
        all.Single(t => t.Id == "t1").ShouldBeEquivalentTo(token with { Disabled = true });
    }

    [Fact]
    public async Task Token_IsDisabledOnce_ByWhoeverIsFirst()
    {
        const int users = 16;
        var token = new StoredToken("t1", "enrolment", "acme", [], [1, 2, 255], 9, false, 7) { Name = "the mirror \"at\" HQ" };
        await Tokens.WriteAsync(token, Cancel);
        await Tokens.WriteAsync(token with { Id = "t2" }, Cancel);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, users).Select(_ => Task.Run(() => Tokens.DisableAsync("t1", Cancel).AsTask(), Cancel)));
        outcomes.Count(won => won).ShouldBe(1);
        (await Tokens.DisableAsync("t1", Cancel)).ShouldBeFalse();
        (await Tokens.DisableAsync("nobody", Cancel)).ShouldBeFalse();
        var all = await Tokens.ReadAllAsync(Cancel);
        all.Single(t => t.Id == "t1").ShouldBeEquivalentTo(token with { Disabled = true });
        all.Single(t => t.Id == "t2").ShouldBeEquivalentTo(token with { Id = "t2" });
    }

    [Fact]
    public async Task Token_OfTheVersionBefore_KeepsItsName()
    {
        await Tokens.WriteAsync(new StoredToken("s1", "sensor", "acme", ["name:hq-mirror"], [1], 0, false, 7), Cancel);
        var read = (await Tokens.ReadAllAsync(Cancel)).Single();
        (read.Name, read.Scopes.Length).ShouldBe(("hq-mirror", 0));
        await Tokens.WriteAsync(read, Cancel);
        (await Tokens.ReadAllAsync(Cancel)).Single().ShouldBeEquivalentTo(read);
    }

    [Fact]
    public async Task Indicators_AreReplacedByValue_PerOwnerAndList()
    {
        var indicator = new Indicator { Kind = "ip", Value = "198.51.100.7", List = "tor", BaseScore = 60, ListedMs = 5 };
        await Indicators.WriteAsync("*", [indicator, indicator with { List = "c2" }], Cancel);
        await Indicators.WriteAsync("acme", [indicator], Cancel);
        await Indicators.WriteAsync("*", [indicator with { ListedMs = 9 }], Cancel);
        await Indicators.WriteAsync("acme", [], Cancel);
        (await Indicators.ReadOwnersAsync(Cancel)).ShouldBe(["*", "acme"]);
        (await Indicators.ReadAsync("*", Cancel)).OrderBy(i => i.List, StringComparer.Ordinal).ShouldBe([indicator with { List = "c2" }, indicator with { ListedMs = 9 }]);
        (await Indicators.ReadAsync("nobody", Cancel)).ShouldBeEmpty();
    }
}
