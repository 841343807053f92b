using Soc.Model.Signals;

namespace Soc.GrainInterfaces.Storage;

/// <summary>Findings too small to open an incident: durable and searchable, until one takes them in or they are past their keep.</summary>
public interface IMinorSignalStore
{
    /// <summary>Inserts or replaces by signal id; completes when durable.</summary>
    /// <param name="owner">As for <see cref="IIncidentStore.WriteAsync"/>.</param>
    /// <exception cref="ClientTakenOverException">Somebody else claimed the client since.</exception>
    ValueTask WriteAsync(string client, IReadOnlyList<Signal> signals, long owner, CancellationToken cancellationToken);

    /// <summary>Notes which incident took each in (signal id, incident id); completes when durable.</summary>
    ValueTask JoinAsync(string client, IReadOnlyDictionary<string, string> incidentBySignal, CancellationToken cancellationToken);

    /// <summary>The newest of those that no incident has, by event time.</summary>
    ValueTask<IReadOnlyList<Signal>> WaitingAsync(string client, int max, CancellationToken cancellationToken);

    /// <summary>Newest event first.</summary>
    ValueTask<MinorSignalPage> QueryAsync(MinorSignalQuery query, CancellationToken cancellationToken);

    /// <summary>How many that no incident has were received at or after a moment.</summary>
    ValueTask<long> CountAsync(string client, long sinceMs, CancellationToken cancellationToken);
}
