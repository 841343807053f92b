using Orleans.Serialization;
using Soc.Grains.Entities;
using Soc.GrainInterfaces.Storage;

namespace Soc.Grains.Promises;

/// <summary>One state in the store, written only by the activation that wrote last, or by one that began from exactly what is stored.</summary>
internal sealed class PromisedState<T>(PromiseStore store, Serializer serializer, IGrainContext activation)
    where T : class
{
    private EntityWriter _writer;
    private string _key = "";

    public async ValueTask<T?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var stored = await store.Entities.ReadAsync(key, cancellationToken);
        (_key, _writer) = (key, new EntityWriter(ActivationNumber.Of(activation), stored?.Stamp ?? default));
        return stored is { } found ? serializer.Deserialize<T>(found.State) : null;
    }

    /// <exception cref="EntityConflictException">Another activation has it: this one must end, and act no more.</exception>
    public ValueTask WriteAsync(T state, CancellationToken cancellationToken) => store.Entities.WriteAsync(_key, serializer.SerializeToArray(state), _writer, cancellationToken);
}
