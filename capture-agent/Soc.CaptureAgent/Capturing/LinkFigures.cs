namespace Soc.CaptureAgent.Capturing;

/// <summary>Figures of one interface at a moment.</summary>
internal sealed record LinkFigures(
    string Interface,
    string State,
    string? Problem,
    long Frames,
    long Bytes,
    long Received,
    long KernelDropped,
    long InterfaceDropped,
    long NotUnderstood,
    long Flows,
    long FlowsEvicted,
    long ParserFailures,
    long ReadingsGivenUp,
    long ClockSetBacks,
    long NewestNs);
