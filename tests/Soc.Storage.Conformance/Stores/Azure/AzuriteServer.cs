using System.Globalization;
using Soc.Storage.Azure;
using Soc.Storage.Conformance.Support;

namespace Soc.Storage.Conformance.Stores.Azure;

/// <summary>
/// Azurite in a folder of its own, on free ports: the services of tables and of blobs. It saves what it acknowledged some seconds later or
/// when it is asked to end, unlike the real ones, so that it is stopped and not killed where a test counts what is left.
/// </summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    // Azurite's own account and key: the same in every copy of it.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly TempFolder _folder = new();
    private readonly string _programs;
    private readonly int _tablePort = LocalPort.Free();
    private readonly int _blobPort = LocalPort.Free();
    private ServerProcess? _tables;
    private ServerProcess? _blobs;
    private int _prefixes;

    private AzuriteServer(string programs) => _programs = programs;

    public int TablePort => _tablePort;

    /// <summary>Makes and starts the services; skips the test where there are none, but not in CI.</summary>
    public static async Task<AzuriteServer> StartNewAsync()
    {
        var server = new AzuriteServer(Programs());
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Options with tables that no other test has.</summary>
    public AzureOptions NewOptions() => new()
    {
        ConnectionString = ConnectionString(Key),
        Prefix = string.Create(CultureInfo.InvariantCulture, $"soc{Interlocked.Increment(ref _prefixes)}"),
    };

    public string ConnectionString(string key = Key, string account = Account) => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={key};BlobEndpoint=http://127.0.0.1:{_blobPort}/{account};TableEndpoint=http://127.0.0.1:{_tablePort}/{account};");

    public async Task StartAsync()
    {
        _tables = await StartAsync("table", _tablePort);
        _blobs = await StartAsync("blob", _blobPort);
    }

    /// <summary>Asks both to end.</summary>
    public async Task StopAsync()
    {
        await _tables!.StopAsync();
        await _blobs!.StopAsync();
        await KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }

    private static string Programs()
    {
        var folder = Environment.GetEnvironmentVariable("SOC_AZURITE");
        if (!string.IsNullOrEmpty(folder) && Directory.Exists(Path.Combine(folder, "node_modules", "azurite")))
        {
            return Path.Combine(folder, "node_modules", "azurite", "dist", "src");
        }

        const string why = "Azurite is not there: run scripts/azurite.sh with a folder, and name the folder in SOC_AZURITE.";
        Assert.SkipUnless(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), why);
        throw new InvalidOperationException(why);
    }

    private async Task KillAsync()
    {
        foreach (var process in (ServerProcess?[])[_tables, _blobs])
        {
            if (process is not null)
            {
                await process.DisposeAsync();
            }
        }

        _tables = null;
        _blobs = null;
    }

    private Task<ServerProcess> StartAsync(string service, int port) => ServerProcess.StartAsync(
        "node",
        [
            Path.Combine(_programs, service, "main.js"), $"--{service}Host", "127.0.0.1", $"--{service}Port", port.ToString(CultureInfo.InvariantCulture),
            "--location", _folder.Of(service), "--silent", "--skipApiVersionCheck", "--disableTelemetry",
        ],
        _folder.Path,
        () => LocalPort.AnswersAsync(port));
}
