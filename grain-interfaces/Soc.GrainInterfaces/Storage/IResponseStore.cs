using Soc.Model.Escalation;
using Soc.Model.Response;

namespace Soc.GrainInterfaces.Storage;

/// <summary>
/// Read model of what was done and who was told: lists, reports and incidents read it, and nothing is decided by it. Rows follow the grains' states; all
/// writes may come again, and in any order.
/// </summary>
public interface IResponseStore
{
    /// <summary>Puts a row, unless one with the same or a higher number is there; completes when durable.</summary>
    ValueTask WriteAsync(OperationRow row, CancellationToken cancellationToken);

    /// <returns>Null when there is none of this id, whatever its client.</returns>
    ValueTask<OperationRow?> ReadAsync(string operationId, CancellationToken cancellationToken);

    /// <summary>Operations, the newest proposal first; of the same moment by id.</summary>
    ValueTask<OperationPage> QueryAsync(OperationQuery query, CancellationToken cancellationToken);

    /// <summary>Puts a row, unless one with the same or a higher number is there; completes when durable.</summary>
    ValueTask WriteAsync(EscalationRow row, CancellationToken cancellationToken);

    /// <returns>Null when nobody was to be told of it.</returns>
    ValueTask<EscalationRow?> ReadEscalationAsync(string client, string incidentId, CancellationToken cancellationToken);

    /// <summary>Escalations of a client whose incidents were detected from (inclusive) to (exclusive), the oldest first, a page at a time.</summary>
    /// <param name="limit">1–500.</param>
    /// <param name="cursor">From the page before; null for the first.</param>
    ValueTask<EscalationPage> EscalationsAsync(string client, long fromMs, long toMs, int limit, string? cursor, CancellationToken cancellationToken);
}
