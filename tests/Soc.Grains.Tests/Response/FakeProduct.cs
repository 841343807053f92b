using System.Collections.Concurrent;
using Soc.Model.Response;
using Soc.Response;

namespace Soc.Grains.Tests.Response;

/// <summary>A product with its connector, and what really happened in it: blocks by target, and how often each was made and taken away.</summary>
internal sealed class FakeProduct : IConnectorRoster, IContainmentConnector
{
    public const string Name = "edge";

    private readonly ConcurrentDictionary<string, bool> _blocked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    public ConnectorDescription Description => new()
    {
        Id = "fake",
        Title = "A product that is none",
        Actions = [new ConnectorAction(ContainmentAction.BlockAddress, IsReversible: true, EndsByItself)],
        Rights = [],
    };

    /// <summary>It has to be told of a later end.</summary>
    public bool EndsByItself { get; init; }

    /// <summary>It takes a block and says only when it is asked that it is so.</summary>
    public bool IsSlow { get; init; }

    /// <summary>So long it takes for each call.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Targets whose first block takes effect and is never answered.</summary>
    public ConcurrentDictionary<string, bool> Silent { get; } = new(StringComparer.Ordinal);

    /// <summary>Targets whose block cannot be taken away.</summary>
    public ConcurrentDictionary<string, bool> Stuck { get; } = new(StringComparer.Ordinal);

    /// <summary>What happens meanwhile.</summary>
    public Action<OperationCallKind, string> OnCall { get; set; } = (_, _) => { };

    public void Block(string target) => _blocked[target] = true;

    public bool IsBlocked(string target) => _blocked.TryGetValue(target, out var is_) && is_;

    public void Free(string target) => _blocked[target] = false;

    /// <summary>How often something happened to a target: "apply" and "revert" are calls, "blocked" and "freed" what they changed.</summary>
    public int Count(string target, string what) => _calls.GetValueOrDefault($"{target} {what}");

    public IReadOnlyList<RosteredConnector> Find(string client, ContainmentAction action) => Description.Does(action) ? [new RosteredConnector(Name, this)] : [];

    public RosteredConnector? Find(string client, string name) => string.Equals(name, Name, StringComparison.Ordinal) ? new RosteredConnector(Name, this) : null;

    public ValueTask<ContainmentOutcome> PlanAsync(ContainmentOrder order, CancellationToken cancellationToken)
    {
        OnCall(OperationCallKind.Plan, order.Target.Value);
        return ValueTask.FromResult(Outcome(ContainmentOutcomeKind.Confirmed, IsBlocked(order.Target.Value)));
    }

    public async ValueTask<ContainmentOutcome> ApplyAsync(ContainmentOrder order, CancellationToken cancellationToken)
    {
        var target = order.Target.Value;
        Add(target, "apply");
        OnCall(OperationCallKind.Apply, target);
        var was = IsBlocked(target);
        if (!was)
        {
            Block(target);
            Add(target, "blocked");
        }

        if (Silent.TryRemove(target, out _))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        await Task.Delay(Delay, TimeProvider.System, cancellationToken);
        return Outcome(IsSlow ? ContainmentOutcomeKind.Pending : ContainmentOutcomeKind.Confirmed, was);
    }

    public ValueTask<ContainmentOutcome> VerifyAsync(ContainmentOrder order, ContainmentOutcome applied, CancellationToken cancellationToken)
    {
        Add(order.Target.Value, "verify");
        return ValueTask.FromResult(Outcome(IsBlocked(order.Target.Value) ? ContainmentOutcomeKind.Confirmed : ContainmentOutcomeKind.Failed, wasSo: false));
    }

    public async ValueTask<ContainmentOutcome> RevertAsync(ContainmentOrder order, ContainmentOutcome applied, CancellationToken cancellationToken)
    {
        var target = order.Target.Value;
        Add(target, "revert");
        if (Stuck.ContainsKey(target))
        {
            return Outcome(ContainmentOutcomeKind.Failed, wasSo: false);
        }

        if (IsBlocked(target) && applied is { WasSoBefore: false, Prior: not "True" })
        {
            Free(target);
            Add(target, "freed");
        }

        await Task.Delay(Delay, TimeProvider.System, cancellationToken);
        return Outcome(ContainmentOutcomeKind.Confirmed, wasSo: false);
    }

    private void Add(string target, string what) => _calls.AddOrUpdate($"{target} {what}", 1, (_, n) => n + 1);

    private static ContainmentOutcome Outcome(ContainmentOutcomeKind kind, bool wasSo) => new() { Kind = kind, Reason = $"The product says {kind}.", Prior = wasSo.ToString(), WasSoBefore = wasSo };
}
