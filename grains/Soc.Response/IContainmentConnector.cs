using Soc.Model.Response;

namespace Soc.Response;

/// <summary>
/// Acts in one product of one client. It only acts: whether that is allowed was decided before, by the client's rules. Every call may come again
/// with the same operation, after a time-out or a restart: it finds out first what is so. None throws for what the other product does; a
/// cancellation is the only thing that comes out.
/// </summary>
public interface IContainmentConnector
{
    ConnectorDescription Description { get; }

    /// <summary>What would be done, in words, and what is there now. Changes nothing.</summary>
    ValueTask<ContainmentOutcome> PlanAsync(ContainmentOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Does it, unless it is so already. The outcome has what was there before. The same operation with a later end renews it where the other product
    /// keeps the end (<see cref="ConnectorAction.EndsByItself"/>).
    /// </summary>
    ValueTask<ContainmentOutcome> ApplyAsync(ContainmentOrder order, CancellationToken cancellationToken);

    /// <summary>Asks whether it is so now.</summary>
    /// <param name="applied">What <see cref="ApplyAsync"/> came to.</param>
    ValueTask<ContainmentOutcome> VerifyAsync(ContainmentOrder order, ContainmentOutcome applied, CancellationToken cancellationToken);

    /// <summary>Restores what was there before, and asks whether that is so. What was so before we came, and what somebody else has changed since, stays.</summary>
    /// <param name="applied">What <see cref="ApplyAsync"/> came to.</param>
    ValueTask<ContainmentOutcome> RevertAsync(ContainmentOrder order, ContainmentOutcome applied, CancellationToken cancellationToken);
}
