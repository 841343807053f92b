using Soc.GrainInterfaces.Storage;
using Soc.Grains.Tests.Silo;
using Soc.Model.Response;
using Soc.Response.Operations;
using Xunit;

namespace Soc.Grains.Tests.Response;

/// <summary>A person at an operation: proposes it, agrees to it when he is asked, gives it more time when it is in force, and undoes it after that; and comes again whenever it is not known what became of a wish.</summary>
internal static class Responder
{
    private const long LongerMs = 60_000;

    /// <param name="isOver">There is nobody left to talk to.</param>
    public static async Task LiveAsync(Engine engine, OperationProposal proposal, Func<bool>? isOver = null)
    {
        try
        {
            await Engine.UntilAsync(
                async () =>
                {
                    try
                    {
                        return isOver?.Invoke() == true || await IsDoneAsync(engine, proposal);
                    }
                    catch (Exception e) when (e is EntityConflictException or IOException or OrleansException)
                    {
                        return false;
                    }
                },
                $"{proposal.OperationId} is made longer, undone, and all is told");
        }
        catch (TimeoutException late)
        {
            var state = await ResponseRig.Of(engine, proposal).GetAsync(TestContext.Current.CancellationToken);
            throw new TimeoutException($"{late.Message} It is {state?.Status}: {string.Join(" | ", state?.History.Select(e => $"{e.AtMs} {e.Kind} {e.Status} {e.Text}") ?? [])}, call {state?.Call}, next {state?.NextMs}, audited to {state?.AuditedTo}, {state?.Notices.Length} to tell, settled {state?.IsSettled}", late);
        }
    }

    private static async Task<bool> IsDoneAsync(Engine engine, OperationProposal proposal)
    {
        var cancel = TestContext.Current.CancellationToken;
        var grain = ResponseRig.Of(engine, proposal);
        var state = (await grain.ProposeAsync(proposal, cancel)).State!;
        if (state.Status == OperationStatus.AwaitingApproval)
        {
            _ = await grain.ApproveAsync(ResponseRig.Anna, state.ApprovalHash, cancel);
        }

        var until = state.BeganMs + proposal.DurationMs + LongerMs;
        if (state.Status is OperationStatus.Enforced or OperationStatus.EnforcedUnverified)
        {
            _ = state.UntilMs < until
                ? await grain.ExtendAsync(ResponseRig.Anna, until, "It goes on.", cancel)
                : await grain.EndAsync(ResponseRig.Anna, isUndo: true, "That is ours.", cancel);
        }

        return state.Status == OperationStatus.RolledBack && OperationEffects.Of(state).IsDone;
    }
}
