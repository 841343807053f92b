using Soc.Model;
using Soc.Model.Response;

namespace Soc.Response.Operations;

/// <summary>How a state moves on, with its history and what is to be told.</summary>
internal static class OperationNotes
{
    /// <summary>Longest sentence kept.</summary>
    public const int MaxTextLength = 1_024;

    /// <summary>Room that is kept for what happens by itself while the audit is away.</summary>
    public const int MaxUnaudited = OperationState.MaxHistory / 2;

    /// <summary>So much waits for the audit that people's wishes wait too.</summary>
    public static bool IsAuditBehind(this OperationState state) => state.LastEvent - state.AuditedTo >= MaxUnaudited;

    public static OperationState Note(
        this OperationState state, OperationStatus status, string kind, ResponseActor by, long nowMs, string text, ContainmentOutcome? outcome = null, GuardCheck[]? checks = null)
    {
        text = Clip.To(text, MaxTextLength);
        var entry = new OperationEvent { Number = state.LastEvent + 1, AtMs = nowMs, Kind = kind, Status = status, By = by, Text = text, Outcome = outcome, Checks = checks ?? [] };
        var history = state.History;
        if (history.Length >= OperationState.MaxHistory)
        {
            history = history[^(OperationState.MaxHistory - 1)..];
        }

        return state with
        {
            Status = status,
            Reason = text,
            History = [.. history, entry],
            LastEvent = entry.Number,
            EnforcedMs = state.EnforcedMs == 0 && status == OperationStatus.Enforced ? nowMs : state.EnforcedMs,
            EndedMs = state.EndedMs == 0 && OperationStatuses.IsFinal(status) ? nowMs : state.EndedMs,
        };
    }

    public static OperationState Tell(this OperationState state, OperationNoticeKind kind, long nowMs, string text)
    {
        var notices = state.Notices;
        if (notices.Length >= OperationState.MaxNotices)
        {
            var least = Math.Max(0, Array.FindIndex(notices, n => !n.IsPage));
            notices = [.. notices[..least], .. notices[(least + 1)..]];
        }

        var number = state.LastNotice + 1;
        return state with { Notices = [.. notices, new OperationNotice(number, nowMs, kind, Clip.To(text, MaxTextLength))], LastNotice = number };
    }

    /// <summary>Notes a call, which is made only when that is stored.</summary>
    /// <exception cref="InvalidOperationException">An action was called, and nobody asked since what became of it: it must not be called again.</exception>
    public static OperationState Begin(this OperationState state, OperationCallKind kind, long nowMs, OperationTimes times)
    {
        if (kind == OperationCallKind.Apply && state.LastCall == OperationCallKind.Apply)
        {
            throw new InvalidOperationException($"Operation {state.Proposal.OperationId} would be done again without asking what became of it.");
        }

        return state with
        {
            Call = new OperationCall(state.Calls + 1, kind, nowMs, nowMs + times.CallDeadlineMs),
            Calls = state.Calls + 1,
            LastCall = kind,
            NextMs = 0,
            NeedsGuards = false,
            Applies = state.Applies + (kind == OperationCallKind.Apply ? 1 : 0),
            Verifies = kind == OperationCallKind.Apply ? 0 : state.Verifies + (kind == OperationCallKind.Verify ? 1 : 0),
            Reverts = state.Reverts + (kind == OperationCallKind.Revert ? 1 : 0),
        };
    }

    /// <summary>An outcome without what only the audit keeps.</summary>
    public static ContainmentOutcome Slim(this ContainmentOutcome outcome) => outcome with { Exchanges = [] };
}
