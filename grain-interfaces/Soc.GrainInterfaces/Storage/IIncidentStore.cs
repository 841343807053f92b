using Soc.Model.Incidents;

namespace Soc.GrainInterfaces.Storage;

/// <summary>Durable incidents and their read model in one: what is acknowledged is on disk and can be queried.</summary>
public interface IIncidentStore
{
    ValueTask<Incident?> ReadAsync(string id, CancellationToken cancellationToken);

    /// <summary>Inserts version 1, or replaces version n by n+1; completes when durable (group commit).</summary>
    /// <exception cref="InvalidOperationException">The stored version is not the predecessor.</exception>
    ValueTask WriteAsync(Incident incident, CancellationToken cancellationToken);

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
