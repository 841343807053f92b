using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Response;

namespace Soc.Response.GuardRails;

/// <summary>
/// Which of a client's operations hold the same target by the same action of the same connector, where the product knows only that it is so and not for
/// whom: the last of them undoes it. Counted where actions are counted, so that nobody joins while the last one undoes.
/// </summary>
public static class TargetHolds
{
    /// <summary>Longest that one call to undo may be on its way; after that others may begin.</summary>
    public const long LeaseMs = 60_000;

    /// <summary>Most that one that waits is told to wait.</summary>
    public const long MaxRetryMs = 2_000;

    /// <summary>The names of a proposal's target; none where each operation undoes its own, or nothing is undone.</summary>
    public static string[] NamesOf(OperationProposal proposal)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        return proposal.KeepsHolds || !proposal.IsReversible ? [] : [.. All(proposal.Target).Select(n => n.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Others that hold what a proposal is about, oldest first.</summary>
    public static BudgetPlace[] Others(LimitsState state, OperationProposal proposal)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(proposal);
        return Others(state, proposal.OperationId, proposal.Connector, proposal.Action, NamesOf(proposal));
    }

    /// <summary>An operation is about to be undone: who else holds its target, oldest first; when nobody does, that nobody begins now is noted.</summary>
    /// <param name="refused">They do not take it over.</param>
    public static (LimitsState State, string[] Others) Release(LimitsState state, string operationId, string[] refused, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(refused);
        if (Array.Find(state.Places, p => p.IsActive && string.Equals(p.OperationId, operationId, StringComparison.Ordinal)) is not { Names.Length: > 0 } own)
        {
            return (state, []);
        }

        string[] others = [.. Others(state, own.OperationId, own.Connector, own.Action, own.Names).Select(p => p.OperationId).Where(o => !refused.Contains(o, StringComparer.Ordinal))];
        return others.Length > 0
            ? (state, others)
            : (state with { Places = Array.ConvertAll(state.Places, p => ReferenceEquals(p, own) ? own with { ReleasingUntilMs = nowMs + LeaseMs } : p) }, []);
    }

    /// <summary>With whom a proposal would hold its target, and how long it has to wait for one that is being undone.</summary>
    internal static GuardDecision Note(LimitsState state, OperationProposal proposal, GuardDecision decision, long nowMs)
    {
        var others = Others(state, proposal);
        var hasPlace = Array.Exists(state.Places, p => string.Equals(p.OperationId, proposal.OperationId, StringComparison.Ordinal));

        // A clock that was set back does not make anybody wait longer than the lease.
        var leftMs = others.Select(o => o.ReleasingUntilMs - nowMs).Where(ms => ms is > 0 and <= LeaseMs).DefaultIfEmpty(0).Max();
        return decision with
        {
            SharedWith = [.. others.Select(o => o.OperationId)],
            RetryAfterMs = hasPlace ? 0 : Math.Min(leftMs, MaxRetryMs),
        };
    }

    private static BudgetPlace[] Others(LimitsState state, string operationId, string connector, ContainmentAction action, string[] names) =>
        [.. state.Places.Where(p => p.IsActive
            && !string.Equals(p.OperationId, operationId, StringComparison.Ordinal)
            && p.Action == action
            && string.Equals(p.Connector, connector, StringComparison.OrdinalIgnoreCase)
            && p.Names.Intersect(names, StringComparer.Ordinal).Any()).OrderBy(p => p.TakenMs)];

    // An address that a device has today another one has tomorrow: only where the address is the target does it name it.
    private static IEnumerable<string> All(ContainmentTarget target)
    {
        yield return $"{EntityKey.KindName(target.Kind)} {(target.Kind == EntityKind.Address ? Address(target.Ip ?? target.Value) : target.Value.Trim())}";
        if (target.Mac is { Length: > 0 } mac)
        {
            yield return "mac " + mac.Replace('-', ':');
        }

        if (target.HostName is { Length: > 0 } host)
        {
            yield return "host " + host;
        }

        if (target.UserName is { Length: > 0 } user)
        {
            yield return "user " + user;
        }

        if (target.Domain is { Length: > 0 } domain && target.Kind != EntityKind.User)
        {
            yield return "domain " + domain.TrimEnd('.');
        }
    }

    private static string Address(string text) => IpText.Canonical(text) ?? (AddressSet.TryParse(text, out var network) ? network.ToString() : text);
}
