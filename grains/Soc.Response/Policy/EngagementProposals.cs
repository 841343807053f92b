using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Soc.Model;
using Soc.Model.Entities;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Response.Policy;

/// <summary>The operations that a decision leads to. The same decision again leads to the same operations, by their ids.</summary>
public static class EngagementProposals
{
    /// <summary>Most operations of one decision: an incident with more targets is for people.</summary>
    public const int MaxOperations = 64;

    /// <summary>So often an action against one target follows from one incident, when it went on after each had ended.</summary>
    public const int MaxGenerations = 8;

    /// <summary>So long after it was denied, failed or was not answered the same is not tried again: in a flood nobody is helped by eight refusals.</summary>
    public const long AgainAfterMs = 10 * MinuteMs;

    private const long MinuteMs = 60_000;
    private const long DayMs = 24 * 60 * MinuteMs;

    /// <param name="decision">What the rules say.</param>
    /// <param name="incident">Of which they say it.</param>
    /// <param name="policy">The client's rules.</param>
    /// <param name="connectors">Who can do it: the client's connectors by action. All of them are told.</param>
    /// <param name="rightLost">Why whoever agreed the rules may not act any more, one sentence; null while he may. Then people are asked.</param>
    /// <returns>The proposals of the first generation, and the agreed actions that no connector of the client does.</returns>
    public static (IReadOnlyList<OperationProposal> Proposals, IReadOnlyList<EngagementStep> Undoable) Of(
        EngagementDecision decision,
        Incident incident,
        ClientPolicy policy,
        Func<ContainmentAction, IReadOnlyList<string>> connectors,
        string? rightLost)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(connectors);
        var proposals = new List<OperationProposal>();
        var undoable = new List<EngagementStep>();
        foreach (var step in decision.Steps.Where(s => s.Action != ContainmentAction.Unknown && EngagementModes.MayAct(s.Mode)))
        {
            var names = connectors(step.Action);
            if (names.Count == 0)
            {
                undoable.Add(step);
            }

            proposals.AddRange(names.Select(name => Proposal(step, incident, policy, name, rightLost)));
        }

        return (proposals.Count <= MaxOperations ? proposals : proposals[..MaxOperations], undoable);
    }

    /// <summary>The same action once more, after an earlier one was over and the incident went on.</summary>
    /// <param name="generation">From 0, under <see cref="MaxGenerations"/>.</param>
    public static OperationProposal Again(OperationProposal first, int generation)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentOutOfRangeException.ThrowIfNegative(generation);
        return generation == 0 ? first : first with { OperationId = Id(first.Client, first.IncidentId!, first.Action, first.Target, first.Connector, first.IsShadow, generation) };
    }

    /// <summary>The same action as another incident would have it, which this one took in since.</summary>
    public static OperationProposal For(OperationProposal first, string incidentId)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(incidentId);
        return first with { IncidentId = incidentId, OperationId = Id(first.Client, incidentId, first.Action, first.Target, first.Connector, first.IsShadow, 0) };
    }

    /// <summary>
    /// Whether new findings of the incident lead to the action again: what ended by its time may follow anew at once, what was denied, failed or was not
    /// answered after <see cref="AgainAfterMs"/>; what a person said no to, released or undid may not.
    /// </summary>
    /// <param name="newestMs">When the incident's newest finding was received, wall clock.</param>
    public static bool FollowsAnew(OperationState before, long newestMs)
    {
        ArgumentNullException.ThrowIfNull(before);
        return OperationStatuses.IsFinal(before.Status) && before.EndedMs > 0 && newestMs > before.EndedMs && newestMs >= QuietUntilMs(before);
    }

    /// <summary>Until when findings lead to nothing new, wall clock, ms since the epoch; it need not be asked before.</summary>
    public static long QuietUntilMs(OperationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!OperationStatuses.IsFinal(state.Status))
        {
            return Math.Max(state.UntilMs, state.StartByMs);
        }

        if (state.IsUndone || state.EndedBy is { IsPerson: true } || state.Status is OperationStatus.Rejected or OperationStatus.DryRun)
        {
            return state.EndedMs + (MaxGenerations * DayMs);
        }

        return state.Status is OperationStatus.Denied or OperationStatus.Failed or OperationStatus.ApprovalExpired ? state.EndedMs + AgainAfterMs : state.EndedMs;
    }

    private static OperationProposal Proposal(EngagementStep step, Incident incident, ClientPolicy policy, string connector, string? rightLost)
    {
        var target = TargetOf.Entity(step.Entity);
        var why = rightLost is null ? step.Why : $"{rightLost} {step.Why}";
        return new OperationProposal
        {
            OperationId = Id(incident.Client, incident.Id, step.Action, target, connector, step.Shadow, 0),
            Client = incident.Client,
            Action = step.Action,
            Target = target,
            DurationMs = Math.Max(1, step.Minutes) * MinuteMs,
            Connector = connector,
            ProposedBy = ResponseActor.Engine,
            RuleId = step.RuleId,
            RuleVersion = step.PolicyVersion,
            IncidentId = incident.Id,
            EvidenceIds = [.. incident.Signals.Where(s => IsAbout(s, step.Entity)).Select(s => s.Id).Take(OperationProposal.MaxEvidence)],
            Reason = Clip.To(why, ContainmentOrder.MaxReasonLength),
            NeedsApproval = step.Mode == EngagementMode.Ask || rightLost is not null,
            IsShadow = step.Shadow,
            ActsUnanswered = rightLost is null && string.Equals(policy.Engagement.WhenNobodyAnswers, NobodyAnswers.Act, StringComparison.Ordinal),
        };
    }

    private static bool IsAbout(Model.Signals.Signal signal, EntityKey entity) => signal.Entity == entity || Array.IndexOf(signal.Related, entity) >= 0;

    // Every part with its length: no two sets of parts have one form.
    private static string Id(string client, string incident, ContainmentAction action, ContainmentTarget target, string connector, bool isShadow, int generation)
    {
        var form = new StringBuilder();
        foreach (var part in (string[])
            [client, incident, ContainmentActions.NameOf(action), EntityKey.KindName(target.Kind), target.Value, connector, isShadow ? "shadow" : "", generation.ToString(CultureInfo.InvariantCulture)])
        {
            form.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part};");
        }

        return "op-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(form.ToString())).AsSpan(0, 16));
    }
}
