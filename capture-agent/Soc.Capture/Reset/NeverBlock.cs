using Soc.Capture.Decode;
using Soc.Capture.Flows;

namespace Soc.Capture.Reset;

/// <summary>
/// What no command may touch. A connection is left alone when one of its ends is in a range or is a protected station. A gateway's MAC stands in all
/// frames that pass it: it is refused as a target, and does not protect who talks through it; its IP addresses belong into the ranges. So do the
/// agent's own (<see cref="ThisHost"/>).
/// </summary>
public sealed class NeverBlock(IEnumerable<AddressRange> ranges, IEnumerable<MacAddress> stations, IEnumerable<MacAddress> gateways)
{
    private readonly AddressRange[] _ranges = [.. ranges];
    private readonly HashSet<MacAddress> _stations = [.. stations];
    private readonly HashSet<MacAddress> _gateways = [.. gateways];

    /// <summary>Protects nobody.</summary>
    public static NeverBlock Nobody { get; } = new([], [], []);

    public bool Protects(NetAddress address)
    {
        foreach (ref readonly var range in _ranges.AsSpan())
        {
            if (range.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A command may not name this station.</summary>
    public bool ProtectsTarget(MacAddress mac) => mac.IsMulticast || mac == default || _stations.Contains(mac) || _gateways.Contains(mac);

    internal bool Protects(Flow flow) =>
        Protects(flow.Originator) || Protects(flow.Responder) || _stations.Contains(flow.OriginatorMac) || _stations.Contains(flow.ResponderMac);
}
