namespace Soc.Capture.Link.Live;

/// <summary>Adds up counters that begin anew with each opening, and that run over.</summary>
internal sealed class RunningTotals
{
    private uint _received;
    private uint _dropped;
    private uint _interfaceDropped;

    public long Received { get; private set; }

    public long Dropped { get; private set; }

    public long InterfaceDropped { get; private set; }

    /// <summary>Must be called before any of them grew by 2^32.</summary>
    public void Take(uint received, uint dropped, uint interfaceDropped)
    {
        Received += received - _received;
        Dropped += dropped - _dropped;
        InterfaceDropped += interfaceDropped - _interfaceDropped;
        (_received, _dropped, _interfaceDropped) = (received, dropped, interfaceDropped);
    }

    /// <summary>The counters begin at 0 again.</summary>
    public void Restart() => (_received, _dropped, _interfaceDropped) = (0, 0, 0);
}
