using Soc.Detection.Detectors.ProductAlert;
using Soc.Model.Entities;

namespace Soc.Detection.Detectors.ProductAlertAddress;

/// <summary>Alerts of other products about an address, where the alert names no device.</summary>
public sealed class ProductAlertAddressDetector : Detector<ProductAlertAddressState>
{
    private readonly ProductAlertOptions _options = ProductAlertOptions.Default;

    public override string Id => "product_alert_address";

    public override EntityKind EntityKind => EntityKind.Address;

    public override bool Wants(EnrichedEvent e) => ProductAlertCore.IsAlert(e) && !ProductAlertCore.NamesDevice(e);

    protected override void Step(ProductAlertAddressState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink) =>
        ProductAlertCore.Step(Id, _options, state.Alerts, e, context, sink);

    protected override IEnumerable<string> Describe(ProductAlertAddressState state, in DetectionContext context) =>
        ProductAlertCore.Describe(state.Alerts);
}
