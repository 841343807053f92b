using Soc.Detection.Detectors.ProductAlert;
using Soc.Model.Entities;

namespace Soc.Detection.Detectors.ProductAlert;

/// <summary>Alerts of other products about a device.</summary>
public sealed class ProductAlertDetector : Detector<ProductAlertState>
{
    private readonly ProductAlertOptions _options = ProductAlertOptions.Default;

    public override string Id => "product_alert";

    public override EntityKind EntityKind => EntityKind.Device;

    public override bool Wants(EnrichedEvent e) => ProductAlertCore.IsAlert(e) && ProductAlertCore.NamesDevice(e);

    protected override void Step(ProductAlertState state, EnrichedEvent e, in DetectionContext context, ISignalSink sink) =>
        ProductAlertCore.Step(Id, _options, state, e, context, sink);

    protected override IEnumerable<string> Describe(ProductAlertState state, in DetectionContext context) =>
        ProductAlertCore.Describe(state);
}
