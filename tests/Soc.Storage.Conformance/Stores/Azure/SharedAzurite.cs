using Soc.Storage.Azure;

[assembly: AssemblyFixture(typeof(Soc.Storage.Conformance.Stores.Azure.SharedAzurite))]

namespace Soc.Storage.Conformance.Stores.Azure;

/// <summary>One server for all tests that do not stop it; started when the first one needs it.</summary>
public sealed class SharedAzurite : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private Task<AzuriteServer>? _server;

    public Task<AzuriteServer> ServerAsync()
    {
        lock (_gate)
        {
            return _server ??= AzuriteServer.StartNewAsync();
        }
    }

    public async Task<AzureOptions> NewOptionsAsync() => (await ServerAsync()).NewOptions();

    public async ValueTask DisposeAsync()
    {
        if (_server is { IsCompletedSuccessfully: true })
        {
            await (await _server).DisposeAsync();
        }
    }
}
