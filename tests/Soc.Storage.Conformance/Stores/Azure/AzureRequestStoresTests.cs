using Soc.GrainInterfaces.Storage;
using Soc.Storage.Azure;

namespace Soc.Storage.Conformance.Stores.Azure;

public sealed class AzureRequestStoresTests(SharedAzurite azurite) : RequestStoresConformance, IAsyncLifetime
{
    private AzureAccount? _account;

    protected override IAnswerStore Answers => field ??= new AzureAnswerStore(_account!);

    protected override IReplayMarks Marks => field ??= new AzureReplayMarks(_account!);

    public async ValueTask InitializeAsync() => _account = AzureAccount.Open(await azurite.NewOptionsAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
