using Soc.Detection.SignIns;
using Soc.Detection.Windows;
using Soc.Model.Entities;

namespace Soc.Detection.Geo;

/// <summary>Makes a stay of a sign-in, judged against the habits known until then, and adds it to them.</summary>
internal static class PlaceFactory
{
    public static SignInPlace Make(SignIn s, TravelState state, in DetectionContext context, TravelOptions options)
    {
        var geo = s.From.Geo!;
        var place = new SignInPlace
        {
            FirstMs = s.TimeMs,
            LastMs = s.TimeMs,
            FirstId = s.Event.Id,
            LastId = s.Event.Id,
            Network = s.From.NetworkHash,
            Latitude = (float)geo.Latitude,
            Longitude = (float)geo.Longitude,
            RadiusKm = (ushort)Math.Clamp(double.IsNaN(geo.RadiusKm) ? 0 : geo.RadiusKm, 0, ushort.MaxValue),
            Country = CountryCode.Pack(geo.Country),
            Asn = s.From.Asn,
            Egress = s.From.Egress,
            Device = s.Device,
            TunnelIp = StableHash.Of(s.Event.Session?.TunnelIp),
            Ip = s.From.Ip,
            City = geo.City,
        };
        place.Traits = Traits(s, place, state, context, options);
        Learn(s, place, state, context, options);
        return place;
    }

    /// <summary>The last second-factor step was near in time and from the same network, or does not say from where.</summary>
    public static bool FactorBelongs(TravelState state, SignInPlace p) => state.FactorNetwork == 0 || state.FactorNetwork == p.Network;

    private static PlaceTraits Traits(SignIn s, SignInPlace place, TravelState state, in DetectionContext context, TravelOptions options)
    {
        var isFactorNear = state.FactorMs != 0
            && Math.Abs(state.FactorMs - s.TimeMs) <= (long)options.FactorWithin.TotalMilliseconds
            && FactorBelongs(state, place);
        var traits = s.HasFreshMfa || isFactorNear ? PlaceTraits.Mfa
            : s.HasNoMfa ? PlaceTraits.NoMfa
            : s.HasMfaFromToken ? PlaceTraits.TokenMfa
            : PlaceTraits.None;
        traits |= s.IsTrustedDevice ? PlaceTraits.TrustedDevice : s.IsUntrustedDevice ? PlaceTraits.UntrustedDevice : PlaceTraits.None;
        traits |= s.IsRiskyToProvider ? PlaceTraits.ProviderRisk : PlaceTraits.None;
        traits |= s.CloudService is not null ? PlaceTraits.CloudService : PlaceTraits.None;
        traits |= s.Event.Class == Model.Events.EventClass.TunnelActivity ? PlaceTraits.Tunnel : PlaceTraits.None;
        traits |= s.From.Egress == EgressClass.KnownEgress && DeclaredEgress.Of(s.From.Ip, context.Policy)?.IsVpn == true ? PlaceTraits.VpnExit : PlaceTraits.None;

        var day = SeenTable.DayOf(s.TimeMs);
        var hasLearned = state.Clock.StillLearning(s.TimeMs, context.Policy.LearningDays) is null;
        if (state.Countries.DaysBefore(place.Country, day, options.HabitDays) >= options.UsualDays)
        {
            traits |= PlaceTraits.UsualCountry;
        }
        else if (hasLearned && state.Countries.Find(place.Country, day, options.HabitDays) is null)
        {
            traits |= PlaceTraits.NewCountry;
        }

        if (place.Asn != 0 && state.Networks.DaysBefore((uint)place.Asn, day, options.HabitDays) >= options.UsualDays)
        {
            traits |= PlaceTraits.UsualNetwork;
        }

        var hour = LocalTime.At(s.TimeMs, context.Zone).Hour;
        var around = 1 << hour | 1 << (hour + 1) % 24 | 1 << (hour + 23) % 24;
        return hasLearned && (state.HoursSeen & around) == 0 ? traits | PlaceTraits.UnusualHour : traits;
    }

    private static void Learn(SignIn s, SignInPlace place, TravelState state, in DetectionContext context, TravelOptions options)
    {
        var day = SeenTable.DayOf(s.TimeMs);
        if (state.Clock.IsQuietBefore(s.TimeMs))
        {
            state.HoursSeen = 0;
        }

        state.Clock = state.Clock.Observe(s.TimeMs);
        state.HoursSeen |= 1 << LocalTime.At(s.TimeMs, context.Zone).Hour;
        state.Countries.Forget(day, options.HabitDays);
        state.Networks.Forget(day, options.HabitDays);
        if (!place.IsGateway && place.Country != 0)
        {
            state.Countries.Touch(place.Country, day, TravelState.MaxCountries);
        }

        if (place.Asn != 0)
        {
            state.Networks.Touch((uint)place.Asn, day, TravelState.MaxNetworks);
        }
    }
}
