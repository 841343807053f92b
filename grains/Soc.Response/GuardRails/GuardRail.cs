using System.Globalization;
using Soc.Model.Response;

namespace Soc.Response.GuardRails;

/// <summary>Whether an action may be done now: evaluated last, by whoever carries it out, whatever was decided before.</summary>
public static class GuardRail
{
    /// <summary>Asks all of them, and takes a place in the limits when none refuses and one is wanted: asking and taking are one step.</summary>
    /// <param name="takes">The action follows at once; otherwise it is only looked at.</param>
    public static (LimitsState State, GuardDecision Decision) Check(LimitsState state, OperationProposal proposal, GuardRules rules, bool takes, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(proposal);
        ArgumentNullException.ThrowIfNull(rules);
        var decision = new GuardDecision(
        [
            KillSwitch(state, rules),
            NeverTouched(proposal, rules),
            NetworkSize(proposal, rules),
            Limit(proposal, rules),
            .. ActionBudget.Checks(state, proposal, rules, nowMs),
        ]);
        decision = TargetHolds.Note(state, proposal, decision, nowMs);
        return (takes && decision is { IsPassed: true, RetryAfterMs: 0 } ? ActionBudget.Take(state, proposal, nowMs) : state, decision);
    }

    private static GuardCheck KillSwitch(LimitsState state, GuardRules rules)
    {
        if (rules.IsKilledEverywhere)
        {
            return new GuardCheck("kill_switch", IsPassed: false, "All actions are switched off, at every client.");
        }

        if (state.IsKilled)
        {
            return new GuardCheck("kill_switch", IsPassed: false, $"All actions at this client were switched off by {state.KilledBy?.Name}. {state.KilledWhy}".TrimEnd());
        }

        return rules.IsKilled
            ? new GuardCheck("kill_switch", IsPassed: false, "All actions at this client are switched off by its policy.")
            : new GuardCheck("kill_switch", IsPassed: true, "Actions are not switched off.");
    }

    private static GuardCheck NeverTouched(OperationProposal proposal, GuardRules rules) =>
        NeverBlock.Problem(proposal.Action, proposal.Target, rules) is { } problem
            ? new GuardCheck("never_block", IsPassed: false, problem)
            : new GuardCheck("never_block", IsPassed: true, $"{proposal.Target.Words} is nothing that must not be touched.");

    private static GuardCheck NetworkSize(OperationProposal proposal, GuardRules rules)
    {
        var text = proposal.Target.Ip ?? proposal.Target.Value;
        if (!AddressSet.TryParse(text, out var network))
        {
            return new GuardCheck("network_size", IsPassed: true, "It is no network.");
        }

        var shortest = network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? rules.ShortestPrefixV4 : rules.ShortestPrefixV6;
        return new GuardCheck("network_size", network.PrefixLength >= shortest, string.Create(CultureInfo.InvariantCulture, $"Its prefix is /{network.PrefixLength}; the largest network that may be is /{shortest}."));
    }

    private static GuardCheck Limit(OperationProposal proposal, GuardRules rules) => new(
        "limit",
        proposal.DurationMs > 0 && proposal.DurationMs <= rules.MaxDurationMs,
        string.Create(CultureInfo.InvariantCulture, $"It lasts {proposal.DurationMs / 60_000.0:0.#} minutes, of {rules.MaxDurationMs / 60_000.0:0.#} that it may."));
}
