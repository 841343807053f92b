using Orleans;

namespace Soc.Detection.SignIns;

/// <summary>Reads a name into the pool.</summary>
[RegisterConverter]
public sealed class PooledNameConverter : IConverter<PooledName, PooledNameSurrogate>
{
    public PooledName ConvertFromSurrogate(in PooledNameSurrogate surrogate) => PooledName.Of(surrogate.Text);

    public PooledNameSurrogate ConvertToSurrogate(in PooledName value) => new(value.Text);
}
