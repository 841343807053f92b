using System.Globalization;
using Soc.Model.Entities;
using Soc.Model.Response;

namespace Soc.Response.GuardRails;

/// <summary>
/// The counting of a client's actions, in one place: who asks and who counts are one step, so that two at once never both get the last place. The hour
/// slides, by the clock of who counts; one that runs back gives nothing free.
/// </summary>
public static class ActionBudget
{
    /// <summary>The hour that is counted over.</summary>
    public const long HourMs = 3_600_000;

    /// <summary>Takes a place; a second time for the same operation it is the same place.</summary>
    /// <returns>The state with it, unless there is no room.</returns>
    public static LimitsState Take(LimitsState state, OperationProposal proposal, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(proposal);
        if (Find(state, proposal.OperationId) is not null)
        {
            return state;
        }

        var place = new BudgetPlace(proposal.OperationId, proposal.Action, proposal.Target.Kind, proposal.Target.Value, proposal.Connector, proposal.RuleId, nowMs, IsActive: true) { Names = TargetHolds.NamesOf(proposal) };
        return state with { Places = [.. Kept(state, nowMs), place] };
    }

    /// <summary>An operation is over. Told again, it changes nothing.</summary>
    public static LimitsState Settle(LimitsState state, string operationId, OperationSettlement settlement, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (Find(state, operationId) is not { IsActive: true } place)
        {
            return state;
        }

        if (settlement == OperationSettlement.NothingDone)
        {
            return state with { Places = Array.FindAll(state.Places, p => p != place) };
        }

        BudgetEnding[] endings = [.. state.Endings, new BudgetEnding(nowMs, settlement == OperationSettlement.Undone)];
        return state with
        {
            Places = [.. Kept(state, nowMs).Where(p => p != place), place with { IsActive = false }],
            Endings = endings.Length > LimitsState.MaxEndings ? endings[^LimitsState.MaxEndings..] : endings,
        };
    }

    /// <summary>How many actions ended within this time, and how many of them were undone. One that ended later than now counts: a clock was put back.</summary>
    public static (int Ended, int Undone) EndedWithin(LimitsState state, long withinMs, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (ended, undone) = (0, 0);
        foreach (var ending in state.Endings)
        {
            if (nowMs - ending.AtMs < withinMs)
            {
                ended++;
                undone += ending.IsUndone ? 1 : 0;
            }
        }

        return (ended, undone);
    }

    /// <summary>What the counts have to say about one more action. One that has its place already does not count against itself.</summary>
    public static IEnumerable<GuardCheck> Checks(LimitsState state, OperationProposal proposal, GuardRules rules, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(proposal);
        ArgumentNullException.ThrowIfNull(rules);
        var others = Kept(state, nowMs).Where(p => !string.Equals(p.OperationId, proposal.OperationId, StringComparison.Ordinal)).ToArray();
        var recent = Array.FindAll(others, p => nowMs - p.TakenMs < HourMs);
        yield return Hourly("hourly_client", "at this client", recent.Length, rules.MaxHourlyOfClient);
        yield return Hourly("hourly_connector", $"by {proposal.Connector}", recent.Count(p => string.Equals(p.Connector, proposal.Connector, StringComparison.Ordinal)), rules.MaxHourlyOfConnector);
        if (proposal.RuleId is { } rule)
        {
            yield return Hourly("hourly_rule", $"by rule {rule}", recent.Count(p => string.Equals(p.RuleId, rule, StringComparison.Ordinal)), rules.MaxHourlyOfRule);
        }

        yield return Check("room", others.Length < LimitsState.MaxPlaces, Words($"{others.Length} actions are counted, of {LimitsState.MaxPlaces} that can be."));
        if (proposal.Target.Kind is EntityKind.Device or EntityKind.User)
        {
            yield return Share(others, proposal, rules);
        }

        yield return Breaker(state, proposal, rules, nowMs);
    }

    private static GuardCheck Share(BudgetPlace[] others, OperationProposal proposal, GuardRules rules)
    {
        var isUser = proposal.Target.Kind == EntityKind.User;
        var (all, share, what) = isUser ? (rules.Users, rules.MaxUserShare, "users") : (rules.Devices, rules.MaxDeviceShare, "devices");
        var now = others.Where(p => p.IsActive && p.Kind == proposal.Target.Kind).Select(p => p.Target).Append(proposal.Target.Value).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        var most = Math.Max(rules.AlwaysAtOnce, (long)Math.Floor(all * share));
        return Check("share", now <= most, Words($"With this one {now} {what} are acted against at the same time, of {most} that may be ({(all > 0 ? Words($"the client has {all}") : "how many the client has is not known")})."));
    }

    // A person who was asked decides by himself what went wrong before; and only a person makes longer what is in force.
    private static GuardCheck Breaker(LimitsState state, OperationProposal proposal, GuardRules rules, long nowMs)
    {
        var (ended, undone) = EndedWithin(state, rules.BreakerWithinMs, nowMs);
        var isOpen = ended >= rules.BreakerLeast && undone >= rules.BreakerRate * ended && undone > 0;
        var text = Words($"{undone} of the last {ended} actions were undone as wrong.");
        return !isOpen || proposal.NeedsApproval || proposal.ProposedBy.IsPerson || Find(state, proposal.OperationId) is { IsActive: true }
            ? Check("undo_rate", isPassed: true, text)
            : Check("undo_rate", isPassed: false, $"{text} Nothing more is done by itself until a person sets this back.");
    }

    private static GuardCheck Hourly(string name, string where, int count, int most) =>
        Check(name, count < most, Words($"{count} actions {where} within the hour, of {most} that may be."));

    private static GuardCheck Check(string name, bool isPassed, string text) => new(name, isPassed, text);

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static BudgetPlace? Find(LimitsState state, string operationId) => Array.Find(state.Places, p => string.Equals(p.OperationId, operationId, StringComparison.Ordinal));

    private static IEnumerable<BudgetPlace> Kept(LimitsState state, long nowMs) => state.Places.Where(p => p.IsActive || nowMs - p.TakenMs < HourMs);
}
