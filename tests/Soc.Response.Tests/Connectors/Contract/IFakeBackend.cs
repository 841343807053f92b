namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>What a connector acts in, in memory, however it is reached: its state, what others do to it, and every way to fail.</summary>
internal interface IFakeBackend
{
    /// <summary>Stands in what it says of its failures, as careless ones do; nowhere in what a connector makes of them.</summary>
    string Secret { get; set; }

    Fault? Fault { get; set; }

    /// <summary>How often the connector changed the state.</summary>
    int Changes { get; }

    /// <summary>Is the action in effect, whoever wanted it?</summary>
    bool IsHeld { get; }

    /// <summary>Everything that could be changed, as text.</summary>
    string Snapshot();

    /// <summary>Somebody else does the same.</summary>
    void HoldByOther();

    /// <summary>Somebody else takes it back.</summary>
    void ReleaseByOther();

    /// <summary>The target leaves.</summary>
    void RemoveTarget();

    /// <summary>What was accepted happens.</summary>
    void Settle();
}
