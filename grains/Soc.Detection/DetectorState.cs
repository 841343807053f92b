using Orleans;

namespace Soc.Detection;

/// <summary>
/// Memory of one detector for one entity. Sealed subclasses with [GenerateSerializer, Alias("soc.state.&lt;detector&gt;")];
/// every collection has a named Max; flat arrays that grow as needed, since there are millions.
/// </summary>
[GenerateSerializer, Alias("soc.state")]
public abstract class DetectorState;
