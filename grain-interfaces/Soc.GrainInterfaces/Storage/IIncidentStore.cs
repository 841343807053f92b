using Soc.Model.Incidents;

namespace Soc.GrainInterfaces.Storage;

/// <summary>Durable incidents and their read model in one: what is acknowledged is on disk and can be queried.</summary>
public interface IIncidentStore
{
    ValueTask<Incident?> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Says who writes the incidents and minor findings of a client from now on; completes when durable. Two activations of its grain can
    /// exist for a moment, after a silo was taken for dead: they would tie the same signals into different incidents.
    /// </summary>
    /// <param name="owner">Number of the activation.</param>
    ValueTask ClaimAsync(string client, long owner, CancellationToken cancellationToken);

    /// <summary>Inserts version 1, or replaces version n by n+1; completes when durable (group commit).</summary>
    /// <param name="owner">Who claimed the incident's client; 0 while nobody did.</param>
    /// <exception cref="ClientTakenOverException">Somebody else claimed the client since.</exception>
    /// <exception cref="InvalidOperationException">The stored version is not the predecessor.</exception>
    ValueTask WriteAsync(Incident incident, long owner, CancellationToken cancellationToken);

    /// <summary>Newest last-seen first, merged ones left out.</summary>
    ValueTask<IncidentPage> QueryAsync(IncidentQuery query, CancellationToken cancellationToken);

    /// <summary>Incidents of a client with activity at or after a moment, merged ones included: what grouping needs after a restart.</summary>
    ValueTask<IReadOnlyList<Incident>> RecentAsync(string client, long sinceMs, CancellationToken cancellationToken);

    /// <summary>Changes after a sequence number, oldest first; the live stream resumes from it.</summary>
    ValueTask<IReadOnlyList<IncidentChange>> ChangesAfterAsync(long sequence, int limit, CancellationToken cancellationToken);

    /// <summary>Counts for the funnel, of incidents detected (wall clock) at or after a moment; merged ones left out.</summary>
    ValueTask<IncidentCounts> CountAsync(string client, long sinceMs, CancellationToken cancellationToken);

    /// <summary>Sequence number of the newest change; 0 when there is none.</summary>
    ValueTask<long> LastSequenceAsync(CancellationToken cancellationToken);
}
