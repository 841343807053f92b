using System.Globalization;
using Soc.Model;
using Soc.Model.Response;
using Soc.Response;
using Soc.Response.Operations;

namespace Soc.Grains.Response;

/// <summary>One call of a connector, bounded in time; whatever happens there is an outcome.</summary>
internal static class ConnectorCall
{
    public static async Task<ContainmentOutcome> MakeAsync(
        IContainmentConnector? connector, OperationState state, OperationCallKind kind, OperationTimes times, TimeProvider time, CancellationToken cancellationToken)
    {
        if (connector is null)
        {
            return new ContainmentOutcome { Kind = ContainmentOutcomeKind.Failed, Reason = $"The client has no connector {state.Proposal.Connector} any more: set it up again, or do it by hand." };
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(times.CallMs), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var applied = state.Applied ?? OperationCore.NoAnswer;

            // After a restart a connector knows its own work by what was there before.
            var order = state.Order with { Prior = state.Applied?.Prior ?? state.Plan?.Prior };
            var call = kind switch
            {
                OperationCallKind.Plan => connector.PlanAsync(order, either.Token),
                OperationCallKind.Apply => connector.ApplyAsync(order, either.Token),
                OperationCallKind.Verify => connector.VerifyAsync(order, applied, either.Token),
                _ => connector.RevertAsync(order, applied, either.Token),
            };

            // One that does not heed its token is not waited for either.
            return Bounded(await call.AsTask().WaitAsync(either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return OperationCore.NoAnswer with { Reason = string.Create(CultureInfo.InvariantCulture, $"No answer came within {times.CallMs / 1000.0:0.#} s: it is not known what became of it.") };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Connectors do not throw; one that does all the same may have acted before. Its words might have a secret in them.
            return OperationCore.NoAnswer with { Reason = $"The connector broke off ({e.GetType().Name}): it is not known what became of it." };
        }
    }

    private static ContainmentOutcome Bounded(ContainmentOutcome outcome) => outcome with
    {
        Reason = Clip.To(outcome.Reason, ContainmentOrder.MaxReasonLength),
        Exchanges = outcome.Exchanges.Length <= ContainmentOutcome.MaxExchanges ? outcome.Exchanges : outcome.Exchanges[^ContainmentOutcome.MaxExchanges..],
    };
}
