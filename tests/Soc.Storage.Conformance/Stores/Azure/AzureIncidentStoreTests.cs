using Soc.GrainInterfaces.Storage;
using Soc.Storage.Azure;

namespace Soc.Storage.Conformance.Stores.Azure;

public sealed class AzureIncidentStoreTests(SharedAzurite azurite) : IncidentStoreConformance, IAsyncLifetime
{
    private AzureIncidentStore? _store;

    protected override IIncidentStore Store => _store!;

    public async ValueTask InitializeAsync() => _store = new AzureIncidentStore(AzureAccount.Open(await azurite.NewOptionsAsync()));

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }
}
