using Soc.Detection.Geo;

namespace Soc.Detection.SignIns;

/// <summary>Puts sign-ins into a user's stays, whatever order they arrive in.</summary>
internal static class StayRing
{
    /// <summary>The stay that the sign-in made or joined; none when it is older than all that is kept.</summary>
    public static Arrival Put(SignInMemory memory, Stay stay)
    {
        var stays = memory.Stays;
        var at = stays.Length;
        while (at > 0 && stays[at - 1].FirstMs > stay.FirstMs)
        {
            at--;
        }

        if (at > 0 && stays[at - 1].Place == stay.Place && stay.FirstMs - stays[at - 1].FirstMs <= Math.Max(SignInMemoryOptions.MaxStayMs, stays[at - 1].LengthMs))
        {
            Join(ref stays[at - 1], stay);
            return new Arrival(at - 1, IsNewStay: false);
        }

        if (at < stays.Length && stays[at].Place == stay.Place && stays[at].LastMs - stay.FirstMs <= SignInMemoryOptions.MaxStayMs)
        {
            Join(ref stays[at], stay);
            return new Arrival(at, IsNewStay: false);
        }

        if (stays.Length > 0 && at == 0 && stays[^1].FirstMs - stay.FirstMs > SignInMemoryOptions.KeepStaysMs)
        {
            return Arrival.None;
        }

        if (at > 0 && stays[at - 1].LastMs > stay.FirstMs && !stays[at - 1].Has(PlaceTraits.Tunnel))
        {
            Split(memory, at - 1);
        }

        return Add(memory, at, stay);
    }

    private static Arrival Add(SignInMemory memory, int at, Stay stay)
    {
        var stays = memory.Stays;
        var isFull = stays.Length == SignInMemory.MaxStays && at > 0;
        if (isFull && (at == 1 ? stay : stays[1]).LastMs >= (at == stays.Length ? stay : stays[^1]).FirstMs - SignInMemoryOptions.KeepStaysMs)
        {
            // Only the oldest leaves: the others move over, and no new array is made.
            Array.Copy(stays, 1, stays, 0, at - 1);
            stays[at - 1] = stay;
            return new Arrival(at - 1, IsNewStay: true);
        }

        Insert(memory, at, stay);
        return Trim(memory, at);
    }

    private static void Join(ref Stay stay, Stay added)
    {
        if (added.FirstMs >= stay.LastMs)
        {
            stay.Reach(added.FirstMs, added.FirstId);
        }
        else if (added.FirstMs < stay.FirstMs)
        {
            var (lastMs, lastId) = (stay.LastMs, stay.LastId);
            (stay.FirstMs, stay.FirstId) = (added.FirstMs, added.FirstId);
            stay.Reach(lastMs, lastId);
        }

        var traits = stay.Traits | added.Traits;
        if ((traits & PlaceTraits.Mfa) != PlaceTraits.None)
        {
            traits &= ~(PlaceTraits.NoMfa | PlaceTraits.TokenMfa);
        }

        stay.Traits = traits;
        stay.Device = added.Device != 0 ? added.Device : stay.Device;
        stay.TunnelIp = added.TunnelIp != 0 ? added.TunnelIp : stay.TunnelIp;
    }

    /// <summary>A sign-in elsewhere in the middle of a stay: what is certain of the stay is its two ends.</summary>
    private static void Split(SignInMemory memory, int index)
    {
        var end = memory.Stays[index];
        (end.FirstMs, end.FirstId, end.LengthMs) = (end.LastMs, end.LastId, 0);
        ref var start = ref memory.Stays[index];
        (start.LengthMs, start.LastId) = (0, start.FirstId);
        Insert(memory, index + 1, end);
    }

    private static void Insert(SignInMemory memory, int at, Stay stay)
    {
        var old = memory.Stays;
        var stays = new Stay[old.Length + 1];
        Array.Copy(old, stays, at);
        stays[at] = stay;
        Array.Copy(old, at, stays, at + 1, old.Length - at);
        memory.Stays = stays;
    }

    private static Arrival Trim(SignInMemory memory, int at)
    {
        var stays = memory.Stays;
        var oldestMs = stays[^1].FirstMs - SignInMemoryOptions.KeepStaysMs;
        var drop = Math.Max(0, stays.Length - SignInMemory.MaxStays);
        while (drop < stays.Length - 1 && stays[drop].LastMs < oldestMs)
        {
            drop++;
        }

        if (drop > 0)
        {
            memory.Stays = stays[drop..];
        }

        return at >= drop ? new Arrival(at - drop, IsNewStay: true) : Arrival.None;
    }
}
