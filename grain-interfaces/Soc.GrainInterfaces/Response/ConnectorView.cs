using Orleans;

namespace Soc.GrainInterfaces.Response;

/// <summary>A connector of a client, without its settings.</summary>
/// <param name="Name">Unique at the client ("fw-zurich").</param>
/// <param name="Kind">Id of its kind ("panos_tag").</param>
/// <param name="Title">The product, for people.</param>
/// <param name="Actions">What the client uses it for.</param>
[GenerateSerializer, Immutable, Alias("soc.ConnectorView")]
public sealed record ConnectorView(
    [property: Id(0)] string Name,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Title,
    [property: Id(3)] ConnectorActionView[] Actions);
