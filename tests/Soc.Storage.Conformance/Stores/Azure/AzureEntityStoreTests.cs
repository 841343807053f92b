using Soc.GrainInterfaces.Storage;
using Soc.Storage.Azure;

namespace Soc.Storage.Conformance.Stores.Azure;

public sealed class AzureEntityStoreTests(SharedAzurite azurite) : EntityStoreConformance, IAsyncLifetime
{
    private AzureOptions _options = null!;
    private AzureEntityStore? _store;

    protected override IEntityStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _options = await azurite.NewOptionsAsync();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }

    protected override async ValueTask ReopenAsync()
    {
        await DisposeAsync();
        Open();
    }

    private void Open() => _store = new AzureEntityStore(AzureAccount.Open(_options));
}
