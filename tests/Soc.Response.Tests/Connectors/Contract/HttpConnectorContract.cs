using Shouldly;
using Soc.Model.Response;
using Xunit;

namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>What every connector keeps that calls a product over HTTP: statuses, waiting as told, credentials by reference, and answers that repeat them.</summary>
public abstract class HttpConnectorContract : ConnectorContract
{
    protected string SecretName => "SOC_TEST_" + Id.ToUpperInvariant();

    /// <summary>After a server's error the product is asked whether it acted.</summary>
    protected virtual bool AsksBack => true;

    internal FakeProduct Fake => (FakeProduct)Backend;

    private protected override IEnumerable<Fault> Faults =>
    [
        .. base.Faults,
        new Fault(FaultKind.Silence, Times: 1),
        new Fault(FaultKind.Silence, OnReads: true, OnChanges: false, Times: 1),
        .. ((int[])[400, 401, 403, 409, 429, 500, 503]).SelectMany(s => (Fault[])[new HttpFault(s, RetryAfterSeconds: 100, OnReads: true), new HttpFault(s, RetryAfterSeconds: 100)]),
    ];

    internal abstract override FakeProduct MakeFake();

    private protected override ConnectorContext MakeContext() => new(() => Fake, Time);

    public override ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable(SecretName, Secret);
        return base.InitializeAsync();
    }

    [Fact]
    public async Task Whoever_is_not_known_is_told_which_right_is_missing() => await RefusedAsync(new HttpFault(401));

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_busy_product_is_asked_again_when_it_says(int status)
    {
        Fake.Fault = new HttpFault(status, RetryAfterSeconds: 7, Times: 1);
        var applied = await PumpAsync(ApplyAsync());
        applied.Kind.ShouldBeOneOf(ContainmentOutcomeKind.Confirmed, ContainmentOutcomeKind.Pending);
        (Time.GetUtcNow() - Start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
        Fake.Changes.ShouldBe(1);
    }

    [Fact]
    public async Task A_product_that_is_busy_for_longer_than_the_deadline_is_left_for_later()
    {
        Fake.Fault = new HttpFault(429, RetryAfterSeconds: 90);
        var applied = await ApplyAsync();
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        applied.IsTransient.ShouldBeTrue();
        applied.RetryAfterMs.ShouldBe(90_000);

        Fake.Fault = new HttpFault(503);
        (await PumpAsync(ApplyAsync())).IsTransient.ShouldBeTrue();
        (Time.GetUtcNow() - Start).ShouldBeLessThan(TimeSpan.FromSeconds(40));
        Fake.Changes.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_servers_error_it_is_asked_what_came_of_it(bool acts)
    {
        Fake.Fault = new HttpFault(500, Acts: acts, Times: 1);
        var applied = await ApplyAsync();
        if (!AsksBack)
        {
            applied.Kind.ShouldBe(ContainmentOutcomeKind.Unverified);
            applied.IsTransient.ShouldBeTrue();
        }
        else if (acts)
        {
            applied.Kind.ShouldBeOneOf(ContainmentOutcomeKind.Confirmed, ContainmentOutcomeKind.Pending);
        }
        else
        {
            applied.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
            applied.IsTransient.ShouldBeTrue();
        }

        Fake.Settle();
        (await VerifyAsync(applied)).Kind.ShouldBe(acts ? ContainmentOutcomeKind.Confirmed : ContainmentOutcomeKind.Failed);
    }

    [Fact]
    public async Task The_secret_is_in_no_exchange_and_one_that_is_wrong_is_not_either()
    {
        await PlanAsync();
        var applied = await AppliedAsync();
        await RevertedAsync(applied);
        applied.Exchanges.ShouldNotBeEmpty();

        // The client's secret is wrong, and what refuses it repeats it.
        Environment.SetEnvironmentVariable(SecretName, Secret + "-old");
        Restart();
        var refused = await ApplyAsync();
        refused.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        refused.Exchanges.ShouldNotBeEmpty();
        HasNoSecret(FakeProduct.Token);
    }

    [Fact]
    public async Task A_secret_that_is_not_there_is_named_and_one_that_changes_is_read_again()
    {
        Environment.SetEnvironmentVariable(SecretName, null);
        var applied = await ApplyAsync();
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        applied.Reason.ShouldContain($"env:{SecretName}");
        Environment.SetEnvironmentVariable(SecretName, Secret);
        await AppliedAsync();
    }

    [Fact]
    public void A_secret_in_the_settings_is_refused_and_not_repeated()
    {
        var error = Should.Throw<ConnectorSettingsException>(() => Make(Options.Replace($"env:{SecretName}", "hunter2-in-the-clear", StringComparison.Ordinal)));
        error.ToString().ShouldNotContain("hunter2");
        error.Message.ShouldContain("env:NAME");
        Should.Throw<ConnectorSettingsException>(() => Make("{}")).Message.ShouldContain("missing");
        Should.Throw<ConnectorSettingsException>(() => Make(Options.Replace("https://", "http://", StringComparison.Ordinal)));
    }
}
