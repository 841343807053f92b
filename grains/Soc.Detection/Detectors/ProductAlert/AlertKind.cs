using System.Runtime.InteropServices;
using Orleans;

namespace Soc.Detection.Detectors.ProductAlert;

/// <summary>How often one kind of alert came, and on how many days.</summary>
[GenerateSerializer, Alias("soc.state.product_alert.kind"), StructLayout(LayoutKind.Auto)]
public record struct AlertKind(
    [property: Id(0)] ulong Name,
    [property: Id(1)] int Count,
    [property: Id(2)] int Days,
    [property: Id(3)] long LastDay);
