using System.IO.Hashing;
using System.Runtime.InteropServices;
using Soc.Detection.SignIns;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Policies;

namespace Soc.Detection.Detectors.ListedAddress;

/// <summary>What listed_address learns of a user: where he is, with which devices, and when he gave a second factor.</summary>
internal static class ListedAddressMemory
{
    public static void LearnPlace(ListedAddressState state, EnrichedEvent e, ClientPolicy policy)
    {
        if (!TellsWhereTheUserIs(e.Src, policy))
        {
            return;
        }

        var seen = KnownPlace.Of(e.Src, e.Event.TimeMs);
        var places = state.Places;
        var oldest = 0;
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i].IsSameAs(seen))
            {
                places[i] = places[i] with { LastMs = Math.Max(places[i].LastMs, seen.LastMs) };
                return;
            }

            oldest = places[i].LastMs < places[oldest].LastMs ? i : oldest;
        }

        if (places.Length < ListedAddressState.MaxPlaces)
        {
            state.Places = [.. places, seen];
        }
        else if (places[oldest].LastMs < seen.LastMs)
        {
            places[oldest] = seen;
        }
    }

    /// <summary>Whether the device was known; an event that succeeded makes it so.</summary>
    public static bool LearnDevice(ListedAddressState state, EnrichedEvent e, bool learn)
    {
        if ((e.Event.Device?.Uid ?? e.Event.Device?.Hostname) is not { Length: > 0 } name)
        {
            return false;
        }

        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(name.AsSpan()));
        if (Array.IndexOf(state.Devices, hash) >= 0)
        {
            return true;
        }

        if (learn)
        {
            state.Devices = state.Devices.Length < ListedAddressState.MaxDevices
                ? [.. state.Devices, hash]
                : [.. state.Devices.AsSpan(1), hash];
        }

        return false;
    }

    public static void LearnFactor(ListedAddressState state, EnrichedEvent e)
    {
        // A gateway of the company, or no address, says nothing of where the factor was asked for: it fits any sign-in.
        var network = e.Src.Egress is EgressClass.Private or EgressClass.KnownEgress ? 0 : e.Src.NetworkHash;
        var given = new FactorGiven(e.Event.TimeMs, network, e.Event.Id);
        var factors = state.Factors;
        if (Array.Exists(factors, f => f.Event == given.Event))
        {
            return;
        }

        if (factors.Length < ListedAddressState.MaxFactors)
        {
            state.Factors = [.. factors, given];
            Array.Sort(state.Factors, static (a, b) => a.AtMs.CompareTo(b.AtMs));
        }
        else if (factors[0].AtMs < given.AtMs)
        {
            factors[0] = given;
            Array.Sort(factors, static (a, b) => a.AtMs.CompareTo(b.AtMs));
        }
    }

    // A listed address proves nothing by itself, and an exit of a VPN or relay tells where the exit is.
    private static bool TellsWhereTheUserIs(AddressFacts facts, ClientPolicy policy) =>
        facts.Geo?.Country is { Length: 2 }
        && facts.Indicators.Length == 0
        && facts.Egress is EgressClass.Unknown or EgressClass.Residential or EgressClass.Mobile or EgressClass.Business or EgressClass.KnownEgress
        && DeclaredEgress.Of(facts.Ip, policy) is not { IsVpn: true };
}
