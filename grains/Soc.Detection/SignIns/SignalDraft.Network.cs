using Soc.Detection.Network;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Policies;
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

    /// <summary>Weighs that nobody is expected to work at that time.</summary>
    /// <param name="what">Begin of the sentence: what was then.</param>
    public SignalDraft WeighWorkingTime(long atMs, double weight = 8, string what = "It was") =>
        WorkCalendar.IsWorkingTime(context.Policy, context.Zone, atMs)
            ? this
            : For("outside_working_hours", $"{what} outside working hours, at {Words.At(atMs, context.Zone)}.", weight);

    /// <summary>The client says that the host is never to be touched, by its address or one of its names.</summary>
    public bool IsProtected(string? ip, string? name = null) =>
        (ip is not null && IsListed($"address:{ip}")) || (name is not null && (IsListed($"device:{name}") || IsListed($"device:{name.Split('.')[0]}")));

    /// <summary>It was not told before, or has got worse by so many points since.</summary>
    /// <param name="toldScore">What it was told with; 0: not told.</param>
    public bool IsNewOrWorse(double toldScore, double worseBy) => toldScore <= 0 || Score >= toldScore + worseBy;

    private bool IsListed(string asset) => context.Policy.ProtectedAssets.Contains(asset, StringComparer.OrdinalIgnoreCase);

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
