using Soc.Model.Events;

namespace Soc.Detection.Geo;

/// <summary>Puts sign-ins into a user's stays, whatever order they arrive in.</summary>
internal static class PlaceRing
{
    /// <summary>Index of the stay that the sign-in made or joined, -1 when it is older than all that is kept.</summary>
    /// <param name="isNew">True when it made one.</param>
    public static int Put(TravelState state, SignInPlace place, TravelOptions options, TimeSpan keep, out bool isNew)
    {
        isNew = false;
        var places = state.Places;
        var at = places.Length;
        while (at > 0 && places[at - 1].FirstMs > place.FirstMs)
        {
            at--;
        }

        var maxStayMs = (long)options.MaxStay.TotalMilliseconds;
        if (at > 0 && places[at - 1].IsSamePlaceAs(place) && place.FirstMs - places[at - 1].FirstMs <= Math.Max(maxStayMs, places[at - 1].LastMs - places[at - 1].FirstMs))
        {
            Join(places[at - 1], place);
            return at - 1;
        }

        if (at < places.Length && places[at].IsSamePlaceAs(place) && places[at].LastMs - place.FirstMs <= maxStayMs)
        {
            Join(places[at], place);
            return at;
        }

        if (places.Length > 0 && at == 0 && places[^1].FirstMs - place.FirstMs > (long)keep.TotalMilliseconds)
        {
            return -1;
        }

        if (at > 0 && places[at - 1].LastMs > place.FirstMs && !places[at - 1].Has(PlaceTraits.Tunnel))
        {
            Split(state, at - 1);
        }

        Insert(state, at, place);
        isNew = true;
        return Trim(state, at, keep);
    }

    private static void Join(SignInPlace stay, SignInPlace place)
    {
        if (place.FirstMs >= stay.LastMs)
        {
            (stay.LastMs, stay.LastId) = (place.FirstMs, place.FirstId);
        }
        else if (place.FirstMs < stay.FirstMs)
        {
            (stay.FirstMs, stay.FirstId) = (place.FirstMs, place.FirstId);
        }

        var traits = stay.Traits | place.Traits;
        if ((traits & PlaceTraits.Mfa) != PlaceTraits.None)
        {
            traits &= ~(PlaceTraits.NoMfa | PlaceTraits.TokenMfa);
        }

        stay.Traits = traits;
        stay.Device = place.Device != 0 ? place.Device : stay.Device;
        stay.TunnelIp = place.TunnelIp != 0 ? place.TunnelIp : stay.TunnelIp;
    }

    /// <summary>A sign-in elsewhere in the middle of a stay: what is certain of the stay is its two ends.</summary>
    private static void Split(TravelState state, int index)
    {
        var stay = state.Places[index];
        var end = stay with { FirstMs = stay.LastMs, FirstId = stay.LastId };
        stay.LastMs = stay.FirstMs;
        stay.LastId = stay.FirstId;
        Insert(state, index + 1, end);
    }

    private static void Insert(TravelState state, int at, SignInPlace place)
    {
        var old = state.Places;
        var places = new SignInPlace[old.Length + 1];
        Array.Copy(old, places, at);
        places[at] = place;
        Array.Copy(old, at, places, at + 1, old.Length - at);
        state.Places = places;
    }

    private static int Trim(TravelState state, int at, TimeSpan keep)
    {
        var places = state.Places;
        var oldestMs = places[^1].FirstMs - (long)keep.TotalMilliseconds;
        var drop = Math.Max(0, places.Length - TravelState.MaxPlaces);
        while (drop < places.Length - 1 && places[drop].LastMs < oldestMs)
        {
            drop++;
        }

        if (drop > 0)
        {
            state.Places = places[drop..];
        }

        return at - drop;
    }
}
