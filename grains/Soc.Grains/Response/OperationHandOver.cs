using Soc.GrainInterfaces.Response;
using Soc.Model.Response;
using Soc.Response.Operations;

namespace Soc.Grains.Response;

/// <summary>Asks, before an operation is undone, whether another one that holds the same target keeps it as it is.</summary>
internal static class OperationHandOver
{
    // Each round somebody has begun since the one before; more than that is left to the next try.
    private const int MaxRounds = 4;

    /// <returns>What becomes of the operation instead of being undone; null when it is undone.</returns>
    public static async Task<Func<OperationState, OperationStep>?> AskAsync(OperationState now, IResponseLimitsGrain limits, IGrainFactory grains, Func<long> nowMs, CancellationToken cancellationToken)
    {
        if (OperationCore.BequestOf(now) is not { } bequest || now.Call is not { } call)
        {
            return null;
        }

        string? undecided = null;
        string[] refused = [];
        for (var round = 0; round < MaxRounds && await limits.ReleaseAsync(bequest.From, refused, cancellationToken) is { Length: > 0 } others; round++)
        {
            foreach (var other in others)
            {
                var holder = grains.GetGrain<IResponseGrain>(ResponseKey.Operation(now.Proposal.Client, other).ToString());
                var answer = await holder.InheritAsync(bequest, cancellationToken);
                if (answer.Kind == BequestAnswerKind.Taken)
                {
                    return s => OperationCore.HandedOver(s, call.Number, other, answer.UntilMs, nowMs());
                }

                undecided ??= answer.Kind == BequestAnswerKind.Undecided ? other : null;
            }

            if (undecided is { } holdsPerhaps && now.HoldWaits < OperationCore.MaxHoldWaits)
            {
                return s => OperationCore.WaitForHolder(s, call.Number, holdsPerhaps, nowMs());
            }

            refused = [.. refused, .. others];
        }

        return null;
    }
}
