using Soc.GrainInterfaces.Incidents;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Incidents;

namespace Soc.Grains.Incidents;

/// <inheritdoc cref="IIncidentGrain"/>
/// <remarks>Leaves memory soon: what it holds is in the store, and there are many more incidents than anybody looks at.</remarks>
[CollectionAgeLimit(Minutes = 2)]
public sealed class IncidentGrain(IIncidentStore store) : Grain, IIncidentGrain
{
    private Incident? _incident;

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _incident = await store.ReadAsync(this.GetPrimaryKeyString(), cancellationToken);

    public ValueTask<Incident?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_incident);

    public async ValueTask PutAsync(Incident next, CancellationToken cancellationToken)
    {
        if (!string.Equals(next.Id, this.GetPrimaryKeyString(), StringComparison.Ordinal))
        {
            throw new ArgumentException("The incident has another id than this grain.", nameof(next));
        }

        var current = _incident?.Version ?? 0;
        if (next.Version != current + 1)
        {
            throw new InvalidOperationException($"Incident {next.Id} is at version {current}; version {next.Version} does not follow it.");
        }

        try
        {
            await store.WriteAsync(next, cancellationToken);
            _incident = next;
        }
        catch (Exception)
        {
            // The outcome is unknown: what is stored decides.
            _incident = await store.ReadAsync(next.Id, CancellationToken.None);
            throw;
        }
    }
}
