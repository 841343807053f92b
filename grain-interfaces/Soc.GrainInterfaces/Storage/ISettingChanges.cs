namespace Soc.GrainInterfaces.Storage;

/// <summary>Which settings changed, for the copies that the other processes of a shared store hold. A store of one process has none.</summary>
public interface ISettingChanges
{
    /// <summary>Changes after a number, oldest first; of a setting that changed several times, the last.</summary>
    ValueTask<IReadOnlyList<SettingChange>> AfterAsync(long number, CancellationToken cancellationToken);

    /// <summary>Number of the newest change; 0 when there is none.</summary>
    ValueTask<long> LastAsync(CancellationToken cancellationToken);
}
