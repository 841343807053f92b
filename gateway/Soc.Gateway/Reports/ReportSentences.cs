using System.Globalization;
using Soc.Model.Entities;
using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Gateway.Reports;

/// <summary>What happened, for whoever reads it over his coffee.</summary>
internal sealed class ReportSentences(TimeZoneInfo zone)
{
    /// <summary>"Sat 2026-11-14 03:12".</summary>
    public string Local(long atMs) => WorkCalendar.LocalOf(zone, atMs).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public string Of(OperationRow operation)
    {
        var (todo, done) = Words(operation.Proposal.Action, operation.Proposal.Target);
        var because = operation.Proposal.Reason.Trim().TrimEnd('.') is { Length: > 0 } reason ? $": {reason}." : ".";
        return OperationFacts.WasInForce(operation)
            ? $"{done} {By(operation)}{because}{End(operation)}"
            : $"{operation.Proposal.Connector} was to {todo} ({By(operation)}){because} {NotSo(operation)}";
    }

    public string Of(EscalationRow escalation, string title, double? score)
    {
        var whom = escalation.Decision == EscalationDecision.Wake ? "Somebody was woken" : "Somebody was told";
        var weight = score is { } known ? string.Create(CultureInfo.InvariantCulture, $" (score {known:0.#})") : "";
        var answer = escalation switch
        {
            { AcknowledgedMs: > 0 } => $"{escalation.AcknowledgedBy ?? "A person"} has had it since {Clock(escalation.AcknowledgedMs, escalation.ToldMs)}.",
            { Phase: EscalationPhase.NobodyAnswered } => "The whole chain was told, and nobody has answered.",
            { Phase: EscalationPhase.Over } => "It is over.",
            _ => "Nobody has answered yet.",
        };
        return $"{whom} about \"{title}\"{weight}. {answer}";
    }

    private static string By(OperationRow operation) =>
        operation.ApprovedBy.Length > 0 ? $"with the consent of {string.Join(" and ", operation.ApprovedBy)}"
        : OperationFacts.IsAutomatic(operation) ? "automatically"
        : $"as {operation.Proposal.ProposedBy.Name} asked";

    private static string NotSo(OperationRow operation) => operation.Status switch
    {
        OperationStatus.EnforcedUnverified => "It was accepted, and not confirmed yet.",
        OperationStatus.Approved or OperationStatus.Executing => "It is under way.",
        _ => $"It was not confirmed ({OperationStatuses.NameOf(operation.Status)}).",
    };

    private string End(OperationRow operation) => operation switch
    {
        { IsUndone: true, EndedMs: > 0 } => $" Undone at {Clock(operation.EndedMs, operation.BeganMs)} by {operation.EndedBy ?? "somebody"}.",
        { Status: OperationStatus.RollbackFailed } => " It could not be undone yet: a person was told.",
        { IsUndone: true } => " It is being undone.",
        _ when ContainmentActions.NeedsNoUndo(operation.Proposal.Action) => "",
        { EndedMs: > 0 } => $" Over since {Clock(operation.EndedMs, operation.BeganMs)}.",
        { UntilMs: > 0 } => $" It lasts until {Clock(operation.UntilMs, operation.BeganMs)}.",
        _ => "",
    };

    // The day only where it is another one.
    private string Clock(long atMs, long besideMs)
    {
        var (at, beside) = (WorkCalendar.LocalOf(zone, atMs), WorkCalendar.LocalOf(zone, besideMs));
        return at.ToString(at.Date == beside.Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    private static (string Todo, string Done) Words(ContainmentAction action, ContainmentTarget target) => action switch
    {
        ContainmentAction.ResetConnection => ($"break off the connection with {target.Value}", $"The connection with {target.Value} was broken off"),
        ContainmentAction.BlockAddress => ($"block {target.Words}", $"{Capital(target)} was blocked"),
        ContainmentAction.BlockDomain => ($"block {target.Words}", $"{Capital(target)} was blocked"),
        ContainmentAction.RevokeSessions => ($"end the sessions of {target.Words}", $"The sessions of {target.Words} were ended"),
        ContainmentAction.DisableUser => ($"lock the account of {target.Words}", $"The account of {target.Words} was locked"),
        ContainmentAction.MarkCompromised => ($"mark {target.Words} as compromised", $"{Capital(target)} was marked as compromised"),
        ContainmentAction.IsolateDevice => ($"cut {target.Words} off", $"{Capital(target)} was cut off"),
        _ => ($"make the agreed change of the firewall policy for {target.Words}", $"The agreed change of the firewall policy for {target.Words} was made"),
    };

    private static string Capital(ContainmentTarget target) => EntityKey.KindName(target.Kind) is var kind ? $"{char.ToUpperInvariant(kind[0])}{kind[1..]} {target.Value}" : "";
}
