using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;

namespace Soc.Silo.Settings;

/// <summary>The indicators that events are read against.</summary>
internal sealed class IndicatorCopies(IIndicatorStore indicators, IIndicatorSnapshot snapshot) : ISettingSubscriber
{
    public SettingKind Kind => SettingKind.Indicators;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var owner in await indicators.ReadOwnersAsync(cancellationToken))
        {
            await RefreshAsync(owner, cancellationToken);
        }
    }

    public async Task RefreshAsync(string key, CancellationToken cancellationToken) =>
        snapshot.Publish(key, await indicators.ReadAsync(key, cancellationToken));
}
