using Orleans;
using Soc.Detection.Detectors.ProductAlert;

namespace Soc.Detection.Detectors.ProductAlertAddress;

/// <summary>Which alerts are custom for an address.</summary>
[GenerateSerializer, Alias("soc.state.product_alert_address")]
public sealed class ProductAlertAddressState : DetectorState
{
    /// <summary>As of the device's state.</summary>
    public const int MaxKinds = ProductAlertState.MaxKinds;

    [Id(0)] public ProductAlertState Alerts { get; set; } = new();
}
