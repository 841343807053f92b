using System.Globalization;
using Soc.Model.Response;

namespace Soc.Response.Operations;

/// <summary>What an operation waits for, in words.</summary>
public static class OperationWait
{
    /// <returns>One sentence; null when it is over and nothing more will happen.</returns>
    public static string? Of(OperationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (OperationStatuses.IsFinal(state.Status))
        {
            return null;
        }

        if (state.NeedsGuards)
        {
            return "It waits for the guard rails.";
        }

        if (state.Call is { } call)
        {
            return call.Kind switch
            {
                OperationCallKind.Plan => "It waits for the connector, which is asked what is there.",
                OperationCallKind.Apply => "It waits for the connector, which is told to do it.",
                OperationCallKind.Verify => "It waits for the connector, which is asked whether it is so.",
                _ => "It waits for the connector, which restores what was there before.",
            };
        }

        return state.Status switch
        {
            OperationStatus.AwaitingApproval => $"It waits for {Yes(state)}, until {Moment(state.StartByMs)}.",
            OperationStatus.RollbackFailed when state.NextMs == 0 => "It waits for a person: it could not be undone, and is not tried again by itself.",
            OperationStatus.Enforced or OperationStatus.EnforcedUnverified => $"It waits for its end, {Moment(state.UntilMs)}, or for a person to end it.",
            _ when state.NextMs != 0 => $"It waits until {Moment(state.NextMs)}, and is tried again then.",
            _ => "It goes on in a moment.",
        };
    }

    private static string Yes(OperationState state) => (OperationCore.ApprovalsNeeded(state.Proposal) - state.Approvals.Length) switch
    {
        > 1 => "two people's yes",
        _ when state.Approvals.Length > 0 => "another person's yes",
        _ => "a person's yes",
    };

    private static string Moment(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
