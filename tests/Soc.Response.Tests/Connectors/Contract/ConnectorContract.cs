using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Model.Response;
using Xunit;

namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>What every connector keeps, whatever it calls. The tests of each derive from this.</summary>
public abstract class ConnectorContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 27, 3, 0, 0, TimeSpan.Zero);
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<ContainmentOutcome> _outcomes = [];
    private IContainmentConnector? _connector;
    private FakeProduct? _fake;

    protected FakeTimeProvider Time { get; } = new(Start);

    protected abstract string Id { get; }

    protected abstract ContainmentAction Action { get; }

    protected abstract ContainmentTarget Target { get; }

    /// <summary>Settings without the secret's value.</summary>
    protected abstract string Options { get; }

    /// <summary>A part of the sentence that names the right for changing.</summary>
    protected abstract string Right { get; }

    /// <summary>Characters that are written differently in addresses, JSON and XML.</summary>
    protected virtual string Secret => "S3cr&t/+\"=<k>-" + Id;

    protected string SecretName => "SOC_TEST_" + Id.ToUpperInvariant();

    /// <summary>False where any target is known to the product.</summary>
    protected virtual bool KnowsItsTargets => true;

    /// <summary>After a server's error the product is asked whether it acted.</summary>
    protected virtual bool AsksBack => true;

    internal abstract FakeProduct MakeFake();

    internal FakeProduct Fake
    {
        get
        {
            _fake ??= MakeFake();
            _fake.Secret = Secret;
            return _fake;
        }
    }

    protected IContainmentConnector Connector => _connector ??= Make();

    protected ContainmentOrder Order => new()
    {
        OperationId = "op-7f3a",
        Client = "acme",
        Action = Action,
        Target = Target,
        UntilMs = Start.AddHours(1).ToUnixTimeMilliseconds(),
        IncidentId = "inc-1",
        Reason = "impossible travel",
    };

    protected IContainmentConnector Make(string? options = null)
    {
        using var document = JsonDocument.Parse(options ?? Options);
        return ConnectorCatalogs.Own.Find(Id)!.Create(document.RootElement.Clone(), new ConnectorContext(() => Fake, Time));
    }

    public ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable(SecretName, Secret);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _fake?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Planning_changes_nothing()
    {
        var before = Fake.Snapshot();
        var planned = await PlanAsync();
        planned.Kind.ShouldNotBe(ContainmentOutcomeKind.Failed);
        planned.Reason.ShouldNotBeEmpty();
        Fake.Snapshot().ShouldBe(before);
        Fake.Changes.ShouldBe(0);
    }

    [Fact]
    public async Task What_was_applied_is_verified()
    {
        await AppliedAsync();
        Fake.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_operation_twice_is_one_change()
    {
        var first = await AppliedAsync();
        var changes = Fake.Changes;
        var second = await ApplyAsync();
        second.Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        second.WasSoBefore.ShouldBeFalse("It was this operation that did it.");
        Fake.Changes.ShouldBe(changes);

        // After a restart the order brings what was before.
        _connector = Make();
        var third = await ApplyAsync(Order with { Prior = first.Prior });
        third.Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        third.WasSoBefore.ShouldBeFalse();
        Fake.Changes.ShouldBe(changes);
        await RevertedAsync(third);
        Fake.IsHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_so_before_is_neither_done_nor_undone()
    {
        Fake.HoldByOther();
        var before = Fake.Snapshot();
        var applied = await ApplyAsync();
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        applied.WasSoBefore.ShouldBeTrue();
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Fake.Snapshot().ShouldBe(before);
        Fake.IsHeld.ShouldBeTrue();
    }

    [Fact]
    public async Task What_somebody_else_released_stays_released()
    {
        var applied = await AppliedAsync();
        Fake.ReleaseByOther();
        var before = Fake.Snapshot();
        (await VerifyAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Fake.Snapshot().ShouldBe(before);
    }

    [Fact]
    public async Task Reverting_restores_what_was_before_and_twice_does_no_harm()
    {
        var before = Fake.Snapshot();
        var applied = await AppliedAsync();
        Fake.Snapshot().ShouldNotBe(before, StringComparer.Ordinal);
        await RevertedAsync(applied);
        Fake.Snapshot().ShouldBe(before);
        var changes = Fake.Changes;
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        Fake.Snapshot().ShouldBe(before);
        Fake.Changes.ShouldBe(changes);
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_said()
    {
        if (!KnowsItsTargets)
        {
            return;
        }

        var applied = await AppliedAsync();
        Fake.RemoveTarget();
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed, "There is nothing to undo.");
        (await VerifyAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        _connector = Make();
        var again = await ApplyAsync(Order with { OperationId = "op-2" });
        again.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        again.IsTransient.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Silence_after_acting_is_unverified_until_it_is_asked(bool isBreak)
    {
        var before = Fake.Snapshot();
        Fake.Fault = new Fault(isBreak ? FaultKind.BreakAfterActing : FaultKind.SilenceAfterActing, Times: 1);
        var applied = await PumpAsync(ApplyAsync());
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Unverified);
        applied.IsTransient.ShouldBeTrue();
        Fake.Settle();
        (await VerifyAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        await RevertedAsync(applied);
        Fake.Snapshot().ShouldBe(before);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Whoever_may_not_is_told_which_right_is_missing(int status)
    {
        Fake.Fault = new Fault(FaultKind.Status, status);
        var applied = await ApplyAsync();
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        applied.IsTransient.ShouldBeFalse();
        applied.Reason.ShouldContain(Right);
        Fake.Changes.ShouldBe(0);
        Fake.Fault = null;
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_busy_product_is_asked_again_when_it_says(int status)
    {
        Fake.Fault = new Fault(FaultKind.Status, status, RetryAfterSeconds: 7, Times: 1);
        var applied = await PumpAsync(ApplyAsync());
        applied.Kind.ShouldBeOneOf(ContainmentOutcomeKind.Confirmed, ContainmentOutcomeKind.Pending);
        (Time.GetUtcNow() - Start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
        Fake.Changes.ShouldBe(1);
    }

    [Fact]
    public async Task A_product_that_is_busy_for_longer_than_the_deadline_is_left_for_later()
    {
        Fake.Fault = new Fault(FaultKind.Status, 429, RetryAfterSeconds: 90);
        var applied = await ApplyAsync();
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        applied.IsTransient.ShouldBeTrue();
        applied.RetryAfterMs.ShouldBe(90_000);

        Fake.Fault = new Fault(FaultKind.Status, 503);
        (await PumpAsync(ApplyAsync())).IsTransient.ShouldBeTrue();
        (Time.GetUtcNow() - Start).ShouldBeLessThan(TimeSpan.FromSeconds(40));
        Fake.Changes.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_servers_error_it_is_asked_what_came_of_it(bool acts)
    {
        Fake.Fault = new Fault(acts ? FaultKind.StatusAfterActing : FaultKind.Status, 500, Times: 1);
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
    public async Task An_answer_that_makes_no_sense_confirms_nothing()
    {
        Fake.Fault = new Fault(FaultKind.Garbage, OnReads: true);
        var applied = await ApplyAsync();
        applied.Kind.ShouldBeOneOf(ContainmentOutcomeKind.Failed, ContainmentOutcomeKind.Unverified, ContainmentOutcomeKind.Pending);
        (await VerifyAsync(applied)).Kind.ShouldNotBe(ContainmentOutcomeKind.Confirmed);
        Fake.Changes.ShouldBe(0);
    }

    [Fact]
    public async Task A_product_that_cannot_be_reached_was_not_asked()
    {
        Fake.Fault = new Fault(FaultKind.Refused, OnReads: true);
        var failed = await ApplyAsync();
        failed.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        failed.IsTransient.ShouldBeTrue();

        Fake.Fault = null;
        var applied = await AppliedAsync();
        Fake.Fault = new Fault(FaultKind.Refused, OnReads: true);
        (await VerifyAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Unverified, "Whoever cannot be asked has not said no.");
        var reverted = await RevertAsync(applied);
        reverted.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        reverted.IsTransient.ShouldBeTrue();
        Fake.Fault = null;
        await RevertedAsync(applied);
        Fake.IsHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_is_done_after_the_limit()
    {
        var applied = await ApplyAsync(Order with { UntilMs = Start.ToUnixTimeMilliseconds() });
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        Fake.Changes.ShouldBe(0);
    }

    [Fact]
    public async Task The_secret_is_nowhere()
    {
        await PlanAsync();
        foreach (var status in (int[])[400, 401, 403, 409, 429, 500, 503])
        {
            Fake.Fault = new Fault(FaultKind.Status, status, RetryAfterSeconds: 100, OnReads: true);
            await ApplyAsync();
            await PlanAsync();
            Fake.Fault = new Fault(FaultKind.Status, status, RetryAfterSeconds: 100);
            await ApplyAsync();
        }

        Fake.Fault = null;
        await RevertedAsync(await AppliedAsync());

        // The client's secret is wrong, and what refuses it repeats it.
        Environment.SetEnvironmentVariable(SecretName, Secret + "-old");
        _connector = Make();
        (await ApplyAsync()).Kind.ShouldBe(ContainmentOutcomeKind.Failed);

        _outcomes.SelectMany(o => o.Exchanges).ShouldNotBeEmpty();
        var all = string.Join('\n', _outcomes.Select(o => JsonSerializer.Serialize(o, Plain)));
        foreach (var secret in (string[])[Secret, FakeProduct.Token])
        {
            foreach (var writing in (string[])[secret, Uri.EscapeDataString(secret), WebUtility.UrlEncode(secret), JsonSerializer.Serialize(secret, Plain).Trim('"'), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))])
            {
                all.ShouldNotContain(writing, Case.Insensitive);
            }
        }
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
        Should.Throw<ConnectorSettingsException>(() => Make(Options.Insert(1, "\"colour\":\"red\","))).Message.ShouldContain("colour");
        Should.Throw<ConnectorSettingsException>(() => Make(Options.Replace("https://", "http://", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Only_giving_up_comes_out_as_an_exception()
    {
        using var before = new CancellationTokenSource();
        await before.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(async () => await Connector.ApplyAsync(Order, before.Token));

        Fake.Fault = new Fault(FaultKind.Silence, OnReads: true);
        using var during = new CancellationTokenSource();
        var applying = Connector.ApplyAsync(Order, during.Token).AsTask();
        await during.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => applying);
        Fake.Changes.ShouldBe(0);
    }

    /// <summary>Applies, lets the product finish, and verifies.</summary>
    protected async Task<ContainmentOutcome> AppliedAsync(ContainmentOrder? order = null)
    {
        var applied = await ApplyAsync(order);
        applied.Kind.ShouldBeOneOf(ContainmentOutcomeKind.Confirmed, ContainmentOutcomeKind.Pending);
        applied.WasSoBefore.ShouldBeFalse();
        Fake.Settle();
        (await VerifyAsync(applied, order)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        return applied;
    }

    /// <summary>Reverts, and lets the product finish.</summary>
    protected async Task RevertedAsync(ContainmentOutcome applied)
    {
        var reverted = await RevertAsync(applied);
        if (reverted.Kind == ContainmentOutcomeKind.Pending)
        {
            Fake.Settle();
            reverted = await RevertAsync(applied);
        }

        reverted.Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
    }

    protected async Task<ContainmentOutcome> PlanAsync() => Note(await Connector.PlanAsync(Order, CancellationToken.None));

    protected async Task<ContainmentOutcome> ApplyAsync(ContainmentOrder? order = null) => Note(await Connector.ApplyAsync(order ?? Order, CancellationToken.None));

    protected async Task<ContainmentOutcome> VerifyAsync(ContainmentOutcome applied, ContainmentOrder? order = null) => Note(await Connector.VerifyAsync(order ?? Order, applied, CancellationToken.None));

    protected async Task<ContainmentOutcome> RevertAsync(ContainmentOutcome applied) => Note(await Connector.RevertAsync(Order, applied, CancellationToken.None));

    /// <summary>Lets time pass until it has ended.</summary>
    protected async Task<T> PumpAsync<T>(Task<T> task)
    {
        while (await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System)) != task)
        {
            Time.Advance(TimeSpan.FromMilliseconds(500));
        }

        return await task;
    }

    private ContainmentOutcome Note(ContainmentOutcome outcome)
    {
        outcome.Exchanges.Length.ShouldBeLessThanOrEqualTo(ContainmentOutcome.MaxExchanges);
        (outcome.Prior?.Length ?? 0).ShouldBeLessThanOrEqualTo(ContainmentOutcome.MaxPriorLength);
        _outcomes.Add(outcome);
        return outcome;
    }
}
