using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Model.Response;
using Xunit;

namespace Soc.Response.Tests.Connectors.Contract;

/// <content>What a connector says for its suite, and the calls that the suite makes.</content>
public abstract partial class ConnectorContract : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<ContainmentOutcome> _outcomes = [];
    private IContainmentConnector? _connector;
    private IFakeBackend? _backend;

    protected static DateTimeOffset Start { get; } = new(2026, 11, 27, 3, 0, 0, TimeSpan.Zero);

    protected FakeTimeProvider Time { get; } = new(Start);

    /// <summary>Of the connector, as connector.json has it.</summary>
    protected internal abstract string Id { get; }

    /// <summary>The one with which the suite is gone through: one that can be undone.</summary>
    protected abstract ContainmentAction Action { get; }

    protected abstract ContainmentTarget Target { get; }

    /// <summary>Settings without the secret's value.</summary>
    protected abstract string Options { get; }

    /// <summary>A part of the sentence for whoever is refused: what is missing.</summary>
    protected abstract string Right { get; }

    /// <summary>Characters that are written differently in addresses, JSON and XML.</summary>
    protected virtual string Secret => "S3cr&t/+\"=<k>-" + Id;

    /// <summary>False where any target is known.</summary>
    protected virtual bool KnowsItsTargets => true;

    /// <summary>False where each operation has its own there, and what others did is no matter to it.</summary>
    protected virtual bool SeesWhatOthersDid => true;

    /// <summary>False where one question does it and answers: without an answer it is not known whether it was done.</summary>
    protected virtual bool KnowsWhatWasNotAsked => true;

    /// <summary>Every way to fail. One that never answers is cut off by the caller where the connector has no deadline of its own.</summary>
    private protected virtual IEnumerable<Fault> Faults =>
        Enum.GetValues<FaultKind>().Where(k => k is not (FaultKind.OfTransport or FaultKind.Silence))
            .SelectMany(k => (Fault[])[new Fault(k, Times: 1), new Fault(k, OnReads: true, OnChanges: false, Times: 1), new Fault(k, OnReads: true, Times: 2)]);

    internal IFakeBackend Backend
    {
        get
        {
            _backend ??= MakeFake();
            _backend.Secret = Secret;
            return _backend;
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

    private protected ConnectorAction Does => Connector.Description.Actions.Single(a => a.Action == Action);

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        (_backend as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal abstract IFakeBackend MakeFake();

    /// <summary>What the connector is given: the way to the fake.</summary>
    private protected abstract ConnectorContext MakeContext();

    /// <summary>A target of another action that it does.</summary>
    protected virtual ContainmentTarget TargetOf(ContainmentAction action) => Target;

    protected IContainmentConnector Make(string? options = null)
    {
        using var document = JsonDocument.Parse(options ?? Options);
        return ConnectorCatalogs.Own.Find(Id)!.Create(document.RootElement.Clone(), MakeContext());
    }

    /// <summary>As after a restart of the engine: what the connector remembered is gone.</summary>
    private protected void Restart() => _connector = Make();

    /// <summary>Applies, lets the product finish, and verifies.</summary>
    protected async Task<ContainmentOutcome> AppliedAsync(ContainmentOrder? order = null)
    {
        var applied = await ApplyAsync(order);
        applied.Kind.ShouldBeOneOf(ContainmentOutcomeKind.Confirmed, ContainmentOutcomeKind.Pending);
        applied.WasSoBefore.ShouldBeFalse();
        Backend.Settle();
        (await VerifyAsync(applied, order)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
        return applied;
    }

    /// <summary>Reverts, and lets the product finish.</summary>
    protected async Task RevertedAsync(ContainmentOutcome applied, ContainmentOrder? order = null)
    {
        var reverted = await RevertAsync(applied, order);
        if (reverted.Kind == ContainmentOutcomeKind.Pending)
        {
            Backend.Settle();
            reverted = await RevertAsync(applied, order);
        }

        reverted.Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
    }

    protected async Task<ContainmentOutcome> PlanAsync() => Note(await Connector.PlanAsync(Order, CancellationToken.None));

    protected async Task<ContainmentOutcome> ApplyAsync(ContainmentOrder? order = null) => Note(await Connector.ApplyAsync(order ?? Order, CancellationToken.None));

    protected async Task<ContainmentOutcome> VerifyAsync(ContainmentOutcome applied, ContainmentOrder? order = null) => Note(await Connector.VerifyAsync(order ?? Order, applied, CancellationToken.None));

    protected async Task<ContainmentOutcome> RevertAsync(ContainmentOutcome applied, ContainmentOrder? order = null) => Note(await Connector.RevertAsync(order ?? Order, applied, CancellationToken.None));

    /// <summary>Lets time pass until it has ended.</summary>
    protected async Task<T> PumpAsync<T>(Task<T> task)
    {
        while (await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System)) != task)
        {
            Time.Advance(TimeSpan.FromMilliseconds(500));
        }

        return await task;
    }

    /// <summary>It is refused for good, with what is missing; nothing was done, and there is nothing to undo.</summary>
    private protected async Task RefusedAsync(Fault fault)
    {
        Backend.Fault = fault;
        var applied = await ApplyAsync();
        applied.Kind.ShouldBe(ContainmentOutcomeKind.Failed);
        applied.IsTransient.ShouldBeFalse();
        applied.Reason.ShouldContain(Right);
        Backend.Changes.ShouldBe(0);
        Backend.Fault = null;
        (await RevertAsync(applied)).Kind.ShouldBe(ContainmentOutcomeKind.Confirmed);
    }

    /// <summary>In nothing that any call of this test came to is the secret, however it is written.</summary>
    private protected void HasNoSecret(params string[] others)
    {
        var all = string.Join('\n', _outcomes.Select(o => JsonSerializer.Serialize(o, Plain)));
        foreach (var secret in (string[])[Secret, .. others])
        {
            foreach (var writing in (string[])[secret, Uri.EscapeDataString(secret), WebUtility.UrlEncode(secret), JsonSerializer.Serialize(secret, Plain).Trim('"'), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))])
            {
                all.ShouldNotContain(writing, Case.Insensitive);
            }
        }
    }

    private ContainmentOutcome Note(ContainmentOutcome outcome)
    {
        Enum.IsDefined(outcome.Kind).ShouldBeTrue();
        outcome.Reason.ShouldContain(" ", customMessage: "A sentence, and no code.");
        outcome.Reason.Length.ShouldBeInRange(8, ContainmentOrder.MaxReasonLength);
        outcome.Exchanges.Length.ShouldBeLessThanOrEqualTo(ContainmentOutcome.MaxExchanges);
        (outcome.Prior?.Length ?? 0).ShouldBeLessThanOrEqualTo(ContainmentOutcome.MaxPriorLength);
        _outcomes.Add(outcome);
        return outcome;
    }
}
