using Soc.GrainInterfaces.Storage;
using Soc.Storage.Azure;

namespace Soc.Storage.Conformance.Stores.Azure;

public sealed class AzureSettingsStoresTests(SharedAzurite azurite) : SettingsStoresConformance, IAsyncLifetime
{
    private AzureAccount? _account;

    protected override IClientStore Clients => field ??= new AzureClientStore(_account!);

    protected override ITokenStore Tokens => field ??= new AzureTokenStore(_account!);

    protected override IIndicatorStore Indicators => field ??= new AzureIndicatorStore(_account!);

    public async ValueTask InitializeAsync() => _account = AzureAccount.Open(await azurite.NewOptionsAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
