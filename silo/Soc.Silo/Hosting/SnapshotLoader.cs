using Microsoft.Extensions.Hosting;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;

namespace Soc.Silo.Hosting;

/// <summary>Fills the snapshots in memory from the stores before anything is read or received.</summary>
public sealed class SnapshotLoader(
    IClientStore clients,
    IClientPolicies policies,
    IIndicatorStore indicators,
    IIndicatorSnapshot snapshot) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var policy in await clients.ReadAllAsync(cancellationToken))
        {
            policies.Publish(policy);
        }

        foreach (var owner in await indicators.ReadOwnersAsync(cancellationToken))
        {
            snapshot.Publish(owner, await indicators.ReadAsync(owner, cancellationToken));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
