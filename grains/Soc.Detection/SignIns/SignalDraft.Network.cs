using Soc.Detection.Network;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Signals;

namespace Soc.Detection.SignIns;

/// <content>What a finding says of the network: where it was seen, and whom outside it is about.</content>
internal sealed partial class SignalDraft
{
    private const string CaptureSource = "capture";

    private readonly List<string> _outside = [];

    /// <summary>The destination of a connection: its address, and the domain that says who is behind it.</summary>
    public SignalDraft RelatesDestination(EnrichedEvent e)
    {
        RelatesDomain(WireFlow.NameOf(e.Event));
        if (SharedFronts.IsContentNetwork(e.Dst))
        {
            AddShared(e.Dst.Ip);
        }

        NoteOutside(e.Dst);
        return RelatesAddress(e.Dst.Ip, e.Dst.Egress);
    }

    /// <summary>The domain that a host name belongs to.</summary>
    public SignalDraft RelatesDomain(string? host) =>
        string.IsNullOrEmpty(host) ? this : Relates(new EntityKey(context.Entity.Client, EntityKind.Domain, OwnedDomain.Of(host) ?? RegisteredDomain.Of(host).ToString()));

    private static SignalPlace[] SeenAt(EnrichedEvent e)
    {
        var isOnNetwork = DeviceNames.IsWire(e.Event) || string.Equals(e.Event.Source, CaptureSource, StringComparison.Ordinal);
        if (!isOnNetwork || e.Event.Reporter is not { Length: > 0 } observer)
        {
            return [];
        }

        var isInside = e.Src.Egress is EgressClass.Private or EgressClass.KnownEgress;
        return [new SignalPlace(observer.Length <= SignalPlace.MaxObserver ? observer : observer[..SignalPlace.MaxObserver], isInside ? e.Src.Ip : null)];
    }

    private void NoteOutside(AddressFacts facts)
    {
        if (SharedFronts.IsOfOneParty(facts) && _outside.Count < Signal.MaxOutsideAddresses && !_outside.Contains(facts.Ip!, StringComparer.OrdinalIgnoreCase))
        {
            _outside.Add(facts.Ip!);
        }
    }
}
