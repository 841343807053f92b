using Microsoft.Extensions.Hosting;
using Soc.Response;

namespace Soc.Silo.Response;

/// <summary>Makes all connectors before anything is received: what is wrong in their settings is known at start and not at 3 a.m.</summary>
internal sealed class ResponseStart(IConnectorRoster connectors) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connectors);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
