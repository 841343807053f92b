using Soc.Detection.Geo;
using Soc.Model.Entities;
using Soc.Model.Policies;

namespace Soc.Detection.SignIns;

/// <summary>Finds and keeps the places of a user.</summary>
internal static class PlaceBook
{
    /// <summary>Index of the place of a sign-in, made when it is new.</summary>
    public static byte FindOrAdd(SignInMemory memory, SignIn s, ClientPolicy policy)
    {
        var place = KnownPlace.Of(s, IsGateway(s, policy));
        var places = memory.Places;
        var at = IndexOf(places, place);
        if (at >= 0)
        {
            Refresh(ref places[at], place);
            return (byte)at;
        }

        if (places.Length < SignInMemory.MaxPlaces)
        {
            memory.Places = [.. places, place];
            return (byte)places.Length;
        }

        at = OldestUnused(memory);
        places[at] = place;
        return (byte)at;
    }

    public static int IndexOf(SignInMemory memory, SignIn s, ClientPolicy policy) => IndexOf(memory.Places, KnownPlace.Of(s, IsGateway(s, policy)));

    /// <summary>People behind it can be anywhere.</summary>
    public static bool IsGateway(SignIn s, ClientPolicy policy) =>
        s.CloudService is not null
        || s.From.Egress is EgressClass.PrivacyRelay or EgressClass.Satellite
        || IsVpnExit(s, policy);

    public static bool IsVpnExit(SignIn s, ClientPolicy policy) =>
        s.From.Egress == EgressClass.KnownEgress && DeclaredEgress.Of(s.From.Ip, policy)?.IsVpn == true;

    private static int IndexOf(KnownPlace[] places, KnownPlace place)
    {
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i].Network == place.Network && place.Network != 0)
            {
                return i;
            }
        }

        for (var i = 0; i < places.Length; i++)
        {
            if (places[i].IsSameAs(place))
            {
                return i;
            }
        }

        return -1;
    }

    // A geo database that moved a network did not move the user: the place goes with it.
    private static void Refresh(ref KnownPlace known, KnownPlace now)
    {
        if (known.Network == now.Network && now.HasPosition)
        {
            known = now with { FirstDay = known.FirstDay, LastDay = known.LastDay, LastUnlistedDay = known.LastUnlistedDay, Days = known.Days };
        }
    }

    private static int OldestUnused(SignInMemory memory)
    {
        var oldest = -1;
        for (var i = 0; i < memory.Places.Length; i++)
        {
            if (!IsUsed(memory.Stays, i) && (oldest < 0 || memory.Places[i].LastDay < memory.Places[oldest].LastDay))
            {
                oldest = i;
            }
        }

        return oldest;
    }

    private static bool IsUsed(Stay[] stays, int place)
    {
        foreach (ref readonly var stay in stays.AsSpan())
        {
            if (stay.Place == place)
            {
                return true;
            }
        }

        return false;
    }
}
