using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;

namespace Soc.Grains.Tests.Silo;

/// <summary>The real store behind an <see cref="Outage"/>; every second failure comes after the write, when nobody knows whether it was made.</summary>
internal sealed class FailingIncidentStore(IIncidentStore inner, Outage outage) : IIncidentStore
{
    private int _writes;

    public ValueTask<Incident?> ReadAsync(string id, CancellationToken cancellationToken) => inner.ReadAsync(id, cancellationToken);

    public ValueTask ClaimAsync(string client, long owner, CancellationToken cancellationToken) => inner.ClaimAsync(client, owner, cancellationToken);

    public async ValueTask WriteAsync(Incident incident, long owner, CancellationToken cancellationToken)
    {
        if (outage.IsOn && Interlocked.Increment(ref _writes) % 2 == 0)
        {
            await inner.WriteAsync(incident, owner, cancellationToken);
        }

        outage.Check();
        await inner.WriteAsync(incident, owner, cancellationToken);
    }

    public ValueTask<IncidentPage> QueryAsync(IncidentQuery query, CancellationToken cancellationToken) => inner.QueryAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<Incident>> RecentAsync(string client, long sinceMs, CancellationToken cancellationToken) => inner.RecentAsync(client, sinceMs, cancellationToken);

    public ValueTask<IReadOnlyList<IncidentChange>> ChangesAfterAsync(long sequence, int limit, CancellationToken cancellationToken) => inner.ChangesAfterAsync(sequence, limit, cancellationToken);

    public ValueTask<IncidentCounts> CountAsync(string client, long sinceMs, CancellationToken cancellationToken) => inner.CountAsync(client, sinceMs, cancellationToken);

    public ValueTask<long> LastSequenceAsync(CancellationToken cancellationToken) => inner.LastSequenceAsync(cancellationToken);
}
