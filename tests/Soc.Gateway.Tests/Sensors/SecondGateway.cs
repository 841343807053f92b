using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Soc.EventLog;
using Soc.Gateway.Auth;
using Soc.Gateway.Sensors;
using Soc.Gateway.Tests.Ingest.Product;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;
using Soc.Response.Escalation;
using Soc.Silo.Health;

namespace Soc.Gateway.Tests.Sensors;

/// <summary>Another gateway beside a running product: a client of its silo over TCP, with the same stores, log and sensors' directory.</summary>
internal sealed class SecondGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private SecondGateway(WebApplication app, DirectoryInfo folder)
    {
        (_app, _folder) = (app, folder);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        Http = new HttpClient { BaseAddress = new Uri(addresses[0]) };
        Http.DefaultRequestHeaders.Authorization = new("Bearer", RunningProduct.AdminKey);
        Sensors = new Uri(addresses[2]);
    }

    public HttpClient Http { get; }

    public Uri Sensors { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>Has the product's silo listen to gateways.</summary>
    public static void Open(IServiceCollection product, int port) => product.Configure<EndpointOptions>(o => o.GatewayPort = port);

    public static async Task<SecondGateway> StartAsync(RunningProduct first, int port, SensorOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("soc-second-");
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["SOC_ADMIN_KEY"] = RunningProduct.AdminKey,
            ["SOC_HEC_TOKEN"] = RunningProduct.HecToken,
            ["Soc:Silo:DataDirectory"] = folder.FullName,
            ["Soc:Sensors:Directory"] = Path.Combine(first.DataDirectory, "sensors"),
            ["Soc:Gateway:Address"] = "127.0.0.1",
            ["Soc:Gateway:ApiPort"] = "0",
            ["Soc:Gateway:HecPort"] = "0",
            ["Soc:Syslog:Enabled"] = "false",
        });
        builder.UseOrleansClient(client => client.UseLocalhostClustering(port, "soc", "soc"));
        Share<IEventLogWriter>();
        Share<IDeadLetterLog>();
        Share<ITokenStore>();
        Share<IClientStore>();
        Share<IClientPolicies>();
        Share<IIndicatorStore>();
        Share<IIncidentStore>();
        Share<IMinorSignalStore>();
        Share<IAnswerStore>();
        Share<IReplayMarks>();
        Share<IResponseStore>();
        Share<IAcknowledgeKeys>();
        builder.Services.AddSingleton<HealthReport>();
        builder.AddSocGateway();
        builder.Services.AddSingleton(options);
        var app = builder.Build();
        app.UseSocGateway();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SecondGateway(app, folder);

        void Share<T>()
            where T : class => builder.Services.AddSingleton(first.Services.GetRequiredService<T>());
    }

    /// <summary>Knows what the other one wrote; a store of one process tells nobody of its changes.</summary>
    public Task RefreshAsync() => Services.GetRequiredService<CredentialDirectory>().LoadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
