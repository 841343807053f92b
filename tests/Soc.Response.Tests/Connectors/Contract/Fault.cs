namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>A failure to come.</summary>
internal record Fault(FaultKind Kind, int Times = int.MaxValue, bool OnReads = false, bool OnChanges = true)
{
    public bool Meets(bool isChange) => isChange ? OnChanges : OnReads;

    /// <summary>What is left of it when it has happened once.</summary>
    public Fault? Rest() => Times <= 1 ? null : this with { Times = Times - 1 };
}
