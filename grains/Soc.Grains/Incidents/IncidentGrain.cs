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
    private bool _isUnknown;

    public override Task OnActivateAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public async ValueTask<Incident?> GetAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return _incident;
    }

    public async ValueTask PutAsync(Incident next, long owner, CancellationToken cancellationToken)
    {
        if (!string.Equals(next.Id, this.GetPrimaryKeyString(), StringComparison.Ordinal))
        {
            throw new ArgumentException("The incident has another id than this grain.", nameof(next));
        }

        await RefreshAsync(cancellationToken);
        var current = _incident?.Version ?? 0;
        if (next.Version != current + 1)
        {
            // What this activation knows may be old; whoever calls reads the store, and comes again.
            _isUnknown = true;
            throw new InvalidOperationException($"Incident {next.Id} is at version {current}; version {next.Version} does not follow it.");
        }

        // The outcome of a write that fails is unknown: what is stored decides, at the next use.
        _isUnknown = true;
        await store.WriteAsync(next, owner, cancellationToken);
        _incident = next;
        _isUnknown = false;
    }

    private async ValueTask RefreshAsync(CancellationToken cancellationToken)
    {
        if (_isUnknown)
        {
            await ReadAsync(cancellationToken);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        _incident = await store.ReadAsync(this.GetPrimaryKeyString(), cancellationToken);
        _isUnknown = false;
    }
}
