namespace Soc.Capture.Flows;

/// <summary>Is told of flows.</summary>
public interface IFlowSink
{
    /// <param name="flow">Used again for another flow after this call.</param>
    void Take(Flow flow, FlowEnd why);
}
