using Soc.GrainInterfaces.Storage;

namespace Soc.Silo.Settings;

/// <summary>A copy in memory of one kind of settings.</summary>
public interface ISettingSubscriber
{
    SettingKind Kind { get; }

    /// <summary>Reads everything, before anything is received or read.</summary>
    Task LoadAsync(CancellationToken cancellationToken);

    /// <summary>Reads one that another process may have changed.</summary>
    Task RefreshAsync(string key, CancellationToken cancellationToken);
}
