using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;

namespace Soc.Silo.Settings;

/// <summary>The clients' policies.</summary>
internal sealed class PolicyCopies(IClientStore clients, IClientPolicies policies) : ISettingSubscriber
{
    public SettingKind Kind => SettingKind.Policy;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var policy in await clients.ReadAllAsync(cancellationToken))
        {
            policies.Publish(policy);
        }
    }

    public async Task RefreshAsync(string key, CancellationToken cancellationToken)
    {
        if (await clients.ReadAsync(key, cancellationToken) is { } policy)
        {
            policies.Publish(policy);
        }
    }
}
