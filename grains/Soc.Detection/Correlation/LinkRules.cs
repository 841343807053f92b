using System.Net;
using System.Net.Sockets;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Signals;
using Soc.Detection.Correlation.Related;

namespace Soc.Detection.Correlation;

/// <summary>
/// Whether two signals are of one cause. The answer depends on the two alone and is the same both ways, so that incidents
/// (the connected components) do not depend on the order in which signals arrive.
/// </summary>
internal sealed class LinkRules(CorrelatorOptions options, ClientPolicy policy)
{
    private const double MsPerHour = 3_600_000;

    // One batch looks at the same signals and addresses again and again.
    private readonly Dictionary<Signal, SignalTies> _ties = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, bool> _ofClient = new(StringComparer.Ordinal);

    public SignalTies TiesOf(Signal s)
    {
        if (!_ties.TryGetValue(s, out var ties))
        {
            _ties.Add(s, ties = FindTies(s));
        }

        return ties;
    }

    private SignalTies FindTies(Signal s)
    {
        var strong = new HashSet<EntityKey>();
        var weak = new HashSet<EntityKey>();
        if (s.Entity.Kind != EntityKind.Client && (s.Entity.Kind != EntityKind.Address || !IsShared(s, s.Entity.Value)))
        {
            strong.Add(s.Entity);
        }

        foreach (var key in PrimaryOf(s))
        {
            AddStrong(strong, s, key);
        }

        foreach (var kind in s.Related.GroupBy(r => r.Kind))
        {
            var keys = kind.ToArray();
            foreach (var key in keys)
            {
                if (keys.Length <= options.MaxRelatedThatLink)
                {
                    AddStrong(strong, s, key);
                }
                else
                {
                    weak.Add(key);
                }
            }
        }

        return new SignalTies(s, strong, weak, AttackStages.Of(s.Techniques), AttackPatterns.Contains(s.Detector));
    }

    /// <summary>The entity of a signal and those that its subject names.</summary>
    public static IEnumerable<EntityKey> PrimaryOf(Signal s)
    {
        yield return s.Entity;
        if (s.Subject.User is { Length: > 0 } user)
        {
            yield return EntityKey.User(s.Entity.Client, user);
        }

        if (s.Subject.Device is { Length: > 0 } device)
        {
            yield return EntityKey.Device(s.Entity.Client, device);
        }

        if (s.Subject.Address is { Length: > 0 } address)
        {
            yield return EntityKey.Address(s.Entity.Client, address);
        }
    }

    public bool AreLinked(SignalTies a, SignalTies b)
    {
        if (a.Signal.EventIds.AsSpan().ContainsAny(b.Signal.EventIds))
        {
            return true;
        }

        var hours = GapHours(a.Signal, b.Signal);
        if (hours > Math.Max(options.WindowHours, options.SequenceHours))
        {
            return false;
        }

        var minor = Math.Min(a.Signal.Score, b.Signal.Score) < options.MinorBelowScore;
        var near = hours <= (minor ? options.MinorWindowHours : options.WindowHours);
        if (near && a.Signal.Entity == b.Signal.Entity && a.Signal.Detector == b.Signal.Detector && !IsOfOneWithin(a.Signal) && !IsOfOneWithin(b.Signal))
        {
            return true;
        }

        if (Share(a, b, minor) && (near || IsNextStage(a, b, hours)))
        {
            return true;
        }

        return near && a.IsPattern && b.IsPattern && (a.Weak.Overlaps(b.Strong) || b.Weak.Overlaps(a.Strong));
    }

    // Minor findings at one domain are what it looks like when several people begin to use something new.
    private static bool Share(SignalTies a, SignalTies b, bool minor) =>
        minor ? a.Strong.Any(k => k.Kind != EntityKind.Domain && b.Strong.Contains(k)) : a.Strong.Overlaps(b.Strong);

    // What is kept for the whole client and names a device or a user is of that one: that two of them do something new on one day ties nothing.
    private static bool IsOfOneWithin(Signal s) =>
        s.Entity.Kind == EntityKind.Client && (s.Subject.Device is { Length: > 0 } || s.Subject.User is { Length: > 0 });

    private static double GapHours(Signal a, Signal b)
    {
        var gapMs = Math.Max((double)b.FirstMs - a.AtMs, (double)a.FirstMs - b.AtMs);
        return Math.Max(0, gapMs) / MsPerHour;
    }

    private bool IsNextStage(SignalTies a, SignalTies b, double hours)
    {
        if (hours > options.SequenceHours || Math.Min(a.Signal.Score, b.Signal.Score) < options.MinorBelowScore)
        {
            return false;
        }

        var (first, second) = a.Signal.AtMs <= b.Signal.AtMs ? (a, b) : (b, a);
        return first.Stage > 0
            && second.Stage > first.Stage
            && first.Strong.Any(k => k.Kind is EntityKind.User or EntityKind.Device && second.Strong.Contains(k));
    }

    private void AddStrong(HashSet<EntityKey> strong, Signal s, EntityKey key)
    {
        var ties = key.Kind switch
        {
            EntityKind.Client => false,
            EntityKind.Address => !(IsShared(s, key.Value) || IsPrivate(key.Value)),
            EntityKind.Domain => SharedThings.IsTelling(s, key.Value),
            _ => true,
        };
        if (ties)
        {
            strong.Add(key);
        }
    }

    // That one of two findings knows it is enough: an address is what both are tied by, or neither.
    private bool IsShared(Signal s, string address) =>
        s.SharedAddresses.Contains(address, StringComparer.OrdinalIgnoreCase) || IsOfClient(address);

    private bool IsOfClient(string address)
    {
        if (!_ofClient.TryGetValue(address, out var ofClient))
        {
            _ofClient.Add(address, ofClient = KnownNetworks.Find(policy, address) is not null);
        }

        return ofClient;
    }

    /// <summary>Addresses that are handed out anew all the time, or mean something else at every site.</summary>
    private static bool IsPrivate(string address)
    {
        if (!IPAddress.TryParse(address, out var ip))
        {
            return false;
        }

        if (ip.IsIPv4MappedToIPv6)
        {
            ip = ip.MapToIPv4();
        }

        if (ip.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return ip.IsIPv6UniqueLocal || ip.IsIPv6LinkLocal || IPAddress.IsLoopback(ip);
        }

        var bytes = ip.GetAddressBytes();
        return (bytes[0], bytes[1]) switch
        {
            (10 or 127 or 0, _) => true,
            (172, >= 16 and < 32) => true,
            (192, 168) => true,
            (169, 254) => true,
            (100, >= 64 and < 128) => true,
            _ => false,
        };
    }
}
