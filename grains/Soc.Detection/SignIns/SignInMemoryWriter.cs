using Soc.Detection.Geo;
using Soc.Detection.Windows;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.SignIns;

/// <summary>
/// Writes events into a user's memory in two steps: where he is before the detectors look, judged by the habits known until then;
/// what is learned of the habits after them.
/// </summary>
internal static class SignInMemoryWriter
{
    /// <summary>The event could change the memory.</summary>
    public static bool Wants(SignIn s) =>
        s.Outcome is SignInOutcome.Success or SignInOutcome.FactorSuccess || s.Event.Traffic is { BytesIn: > 0 } or { BytesOut: > 0 } || IsTunnelClose(s.Event);

    /// <summary>Notes where the user is, and that he gave a second factor: both belong to this event, whatever it is judged by.</summary>
    public static Arrival Arrive(SignInMemory memory, SignIn s, in DetectionContext context)
    {
        if (s.GivesFactorNow && !s.IsBackground)
        {
            LearnFactor(memory, s);
        }

        var changed = Arrival.None;
        if (s.Outcome == SignInOutcome.Success && s.IsSignIn && s.IsInteractive && s.HasPublicAddress)
        {
            changed = StayRing.Put(memory, StayOf(memory, s, context));
        }
        else if (s.Outcome == SignInOutcome.FactorSuccess)
        {
            changed = NoteFactor(memory, s);
        }
        else if (IsTunnelClose(s.Event))
        {
            changed = NoteClose(memory, s);
        }

        var moved = s.Event.Traffic is { } traffic ? NoteTraffic(memory, s, traffic) : -1;
        return changed.Stay < 0 && moved >= 0 ? new Arrival(moved, IsNewStay: false) : changed;
    }

    /// <summary>Learns the habits.</summary>
    public static void Learn(SignInMemory memory, SignIn s, Arrival arrival, in DetectionContext context)
    {
        if (!s.IsSignIn)
        {
            return;
        }

        LearnUse(memory, s.TimeMs);
        if (!s.IsInteractive)
        {
            return;
        }

        // A sign-in too old for the stays still belongs to its place.
        var at = arrival.Stay >= 0 ? memory.Stays[arrival.Stay].Place : s.HasPublicAddress ? PlaceBook.IndexOf(memory, s, context.Policy) : -1;
        if (at >= 0)
        {
            memory.Places[at].Touch(s.Day, s.IsListed);
        }

        if (s.CloudService is not null)
        {
            return;
        }

        memory.Hours = memory.Clock.IsQuietBefore(s.TimeMs) ? default : memory.Hours;
        memory.Clock = memory.Clock.Observe(s.TimeMs);
        LearnDevice(memory, s);
        var hour = (int)Math.Clamp(s.TimeMs / 3_600_000, 0, int.MaxValue);
        if (hour != memory.LastHour)
        {
            memory.LastHour = hour;
            memory.Hours = memory.Hours.Add(s.HourOfWeek(context.Zone));
        }
    }

    private static Stay StayOf(SignInMemory memory, SignIn s, in DetectionContext context)
    {
        var at = PlaceBook.FindOrAdd(memory, s, context.Policy);
        var stay = new Stay
        {
            FirstMs = s.TimeMs,
            FirstId = s.Event.Id,
            LastId = s.Event.Id,
            Ip = s.Ip,
            Device = s.Device,
            TunnelIp = StableHash.Of(s.Event.Session?.TunnelIp),
            Place = at,
        };
        stay.Traits = TraitsOf(memory, s, memory.Places[at], context);
        return stay;
    }

    private static PlaceTraits TraitsOf(SignInMemory memory, SignIn s, KnownPlace place, in DetectionContext context)
    {
        var traits = s.HasFreshMfa || HasFactorNear(memory, s, place.Network) ? PlaceTraits.Mfa
            : s.HasNoMfa ? PlaceTraits.NoMfa
            : s.HasMfaFromToken ? PlaceTraits.TokenMfa
            : PlaceTraits.None;
        traits |= s.IsTrustedDevice ? PlaceTraits.TrustedDevice : s.IsUntrustedDevice ? PlaceTraits.UntrustedDevice : PlaceTraits.None;
        traits |= s.IsRiskyToProvider ? PlaceTraits.ProviderRisk : PlaceTraits.None;
        traits |= s.CloudService is not null ? PlaceTraits.CloudService : PlaceTraits.None;
        traits |= s.Event.Class == EventClass.TunnelActivity ? PlaceTraits.Tunnel : PlaceTraits.None;
        traits |= s.IsListed ? PlaceTraits.Listed : PlaceTraits.None;
        traits |= PlaceBook.IsVpnExit(s, context.Policy) ? PlaceTraits.VpnExit : PlaceTraits.None;

        var day = s.Day;
        var hasLearned = !memory.Clock.IsLearning(s.TimeMs, context.Policy.LearningDays);
        if (memory.DaysInCountry(place.Country, day) >= SignInMemoryOptions.UsualDays)
        {
            traits |= PlaceTraits.UsualCountry;
        }
        else if (hasLearned && place.Country != 0 && !memory.KnowsCountry(place.Country, day))
        {
            traits |= PlaceTraits.NewCountry;
        }

        traits |= memory.DaysInNetwork(place.Asn, day) >= SignInMemoryOptions.UsualDays ? PlaceTraits.UsualNetwork : PlaceTraits.None;
        return hasLearned && memory.Hours.CountAnyDay(s.HourOfWeek(context.Zone)) == 0 ? traits | PlaceTraits.UnusualHour : traits;
    }

    private static bool HasFactorNear(SignInMemory memory, SignIn s, ulong network)
    {
        foreach (var factor in memory.Factors)
        {
            if (Math.Abs(factor.AtMs - s.TimeMs) <= SignInMemoryOptions.FactorWithinMs && (factor.NetworkHash == 0 || factor.NetworkHash == network))
            {
                return true;
            }
        }

        return false;
    }

    private static Arrival NoteFactor(SignInMemory memory, SignIn s)
    {
        var network = NetworkOfFactor(s);
        for (var i = memory.Stays.Length - 1; i >= 0; i--)
        {
            ref var stay = ref memory.Stays[i];
            if (stay.FirstMs - s.TimeMs <= SignInMemoryOptions.FactorWithinMs
                && s.TimeMs - stay.LastMs <= SignInMemoryOptions.FactorWithinMs
                && (network == 0 || network == memory.Places[stay.Place].Network))
            {
                stay.Traits = (stay.Traits | PlaceTraits.Mfa) & ~(PlaceTraits.NoMfa | PlaceTraits.TokenMfa);
                return new Arrival(i, IsNewStay: false);
            }
        }

        return Arrival.None;
    }

    /// <summary>The user was there until the tunnel closed.</summary>
    private static Arrival NoteClose(SignInMemory memory, SignIn s)
    {
        for (var i = memory.Stays.Length - 1; i >= 0; i--)
        {
            ref var stay = ref memory.Stays[i];
            if (stay.Has(PlaceTraits.Tunnel) && memory.Places[stay.Place].Network == s.From.NetworkHash && s.TimeMs >= stay.FirstMs)
            {
                if (s.TimeMs <= stay.LastMs || s.TimeMs - stay.FirstMs > SignInMemoryOptions.KeepStaysMs)
                {
                    return Arrival.None;
                }

                stay.Reach(s.TimeMs, s.Event.Id);
                return new Arrival(i, IsNewStay: false);
            }
        }

        return Arrival.None;
    }

    /// <summary>Index of the stay that a transfer made big; -1 none.</summary>
    private static int NoteTraffic(SignInMemory memory, SignIn s, TrafficSection traffic)
    {
        var bytes = Math.Max(Math.Max(0, traffic.BytesIn), Math.Max(0, traffic.BytesOut));
        var inner = memory.Stays.Length == 0 ? 0 : StableHash.Of(s.Event.Src?.Ip);
        for (var i = memory.Stays.Length - 1; i >= 0; i--)
        {
            ref var stay = ref memory.Stays[i];
            var isFromHere = s.From.NetworkHash != 0 && memory.Places[stay.Place].Network == s.From.NetworkHash;
            var isThroughTunnel = stay.TunnelIp != 0 && stay.TunnelIp == inner;
            if (s.TimeMs >= stay.FirstMs && (isFromHere || isThroughTunnel))
            {
                const long big = SignInMemoryOptions.BigTransferBytes / 1024;
                var before = stay.KiB;
                stay.KiB = (uint)Math.Min(uint.MaxValue, before + Math.Min((bytes / 1024) + 1, uint.MaxValue));
                return before < big && stay.KiB >= big ? i : -1;
            }
        }

        return -1;
    }

    // A gateway of the company, or no address, says nothing of where the factor was asked for: it fits any sign-in.
    private static ulong NetworkOfFactor(SignIn s) =>
        s.From.Egress is EgressClass.Private or EgressClass.KnownEgress ? 0 : s.From.NetworkHash;

    private static void LearnFactor(SignInMemory memory, SignIn s)
    {
        var given = new FactorGiven(s.TimeMs, NetworkOfFactor(s), s.Event.Id);
        foreach (var known in memory.Factors)
        {
            if (known.Event == given.Event)
            {
                return;
            }
        }

        // One source after the other reports the same sign-in within minutes; what is older belongs to none any more.
        if (memory.Factors.Length > 0 && s.TimeMs - memory.Factors[^1].AtMs > SignInMemoryOptions.KeepFactorsMs)
        {
            memory.Factors = [given];
            return;
        }

        if (memory.Factors.Length < SignInMemory.MaxFactors)
        {
            memory.Factors = [.. memory.Factors, given];
        }
        else if (memory.Factors[0].AtMs < given.AtMs)
        {
            memory.Factors[0] = given;
        }

        Sort(memory.Factors);
    }

    private static void Sort(FactorGiven[] factors)
    {
        for (var i = 1; i < factors.Length; i++)
        {
            for (var k = i; k > 0 && factors[k - 1].AtMs > factors[k].AtMs; k--)
            {
                (factors[k - 1], factors[k]) = (factors[k], factors[k - 1]);
            }
        }
    }

    private static void LearnUse(SignInMemory memory, long timeMs)
    {
        var minute = (int)Math.Clamp(timeMs / 60_000, 0, int.MaxValue);
        if (memory.LastUseMinute / 1440 < minute / 1440 && memory.ActiveDays < ushort.MaxValue)
        {
            memory.ActiveDays++;
        }

        memory.LastUseMinute = Math.Max(memory.LastUseMinute, minute);
    }

    // An identity provider and a VPN have different ids for the same laptop, but the same host name.
    private static void LearnDevice(SignInMemory memory, SignIn s)
    {
        if (s.Device == 0)
        {
            return;
        }

        memory.Devices = memory.Devices.Touch(s.Device, s.Day, SignInMemory.MaxDevices);
        var host = StableHash.Of(s.Event.Device!.Hostname);
        if (host != 0 && host != s.Device)
        {
            memory.Devices = memory.Devices.Touch(host, s.Day, SignInMemory.MaxDevices);
        }
    }

    private static bool IsTunnelClose(SecurityEvent e) =>
        e is { Class: EventClass.TunnelActivity, ActivityId: Activity.Tunnel.Close } && SignIn.HasUsableTime(e);
}
