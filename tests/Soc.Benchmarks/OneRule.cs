using Soc.Detection;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Policies;
using Soc.Model.Signals;

namespace Soc.Benchmarks;

/// <summary>One detector over the addresses of one client, in a dictionary.</summary>
internal sealed class OneRule(IDetector detector, string client) : ISignalSink
{
    private readonly Dictionary<string, DetectorState?> _states = new(StringComparer.Ordinal);
    private readonly ClientPolicy _policy = ClientPolicy.DefaultFor(client);
    private readonly HashSet<string> _attackers = new(StringComparer.Ordinal);
    private long _offset;

    /// <summary>Addresses that the rule found.</summary>
    public IReadOnlySet<string> Attackers => _attackers;

    public void Take(SecurityEvent e)
    {
        if (e.Src?.Ip is not { } ip)
        {
            return;
        }

        var enriched = new EnrichedEvent(_offset++, e, AddressFacts.None, IsLate: false);
        if (!detector.Wants(enriched))
        {
            return;
        }

        ref var state = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_states, ip, out _);
        state = detector.Step(state, enriched, new DetectionContext(EntityKey.Address(client, ip), _policy, TimeZoneInfo.Utc), this);
    }

    public void Emit(Signal signal) => _attackers.Add(signal.Entity.Value);
}
