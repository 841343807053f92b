using Soc.GrainInterfaces.Storage;
using Soc.Storage.Azure;

namespace Soc.Storage.Conformance.Stores.Azure;

public sealed class AzureResponseStoreTests(SharedAzurite azurite) : ResponseStoreConformance, IAsyncLifetime
{
    private AzureAccount? _account;

    protected override IResponseStore Store => field ??= new AzureResponseStore(_account!);

    public async ValueTask InitializeAsync() => _account = AzureAccount.Open(await azurite.NewOptionsAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
