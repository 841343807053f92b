namespace Soc.Simulator.Estate;

/// <summary>
/// Plans days: home, office, journeys, new laptops, late evenings. What is harmless and looks odd has its share, since a
/// detector that has only seen tidy days is not tested.
/// </summary>
internal sealed class DayPlanner(ulong seed, long firstDayMs, int days)
{
    private const long DayMs = 86_400_000;

    private static readonly Place[] NorvikJourneys = [Place.Zurich, Place.NewYork];

    /// <summary>Null: does not work that day.</summary>
    public DayPlan? Plan(Person p, long dayMs, Rng rng)
    {
        var weekday = DateTimeOffset.FromUnixTimeMilliseconds(dayMs).DayOfWeek;
        var isCast = Cast.All.Contains(p);
        if (weekday is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            return !isCast && rng.Chance(0.02) ? new DayPlan(p.Home, p.HomeIp, IsOffice: false) : null;
        }

        if (rng.Chance(0.04))
        {
            return null;
        }

        var place = PlaceOn(p, dayMs, isCast);
        var isOffice = place == p.Home && place != Place.Lisbon && (p.Number + (int)weekday) % 5 < 2;
        return new DayPlan(place, isOffice ? p.Company.OfficeIp : place.Ip(p.HomeHost), isOffice)
        {
            MistypesPassword = rng.Chance(isCast ? 0.02 : 0.06),
            IsOnTheMove = !isCast && rng.Chance(0.08),
            WorksLate = !isCast && rng.Chance(0.04),
            HasNewLaptop = !isCast && LaptopDay(p) is { } day && dayMs >= day,
        };
    }

    private Place PlaceOn(Person p, long dayMs, bool isCast)
    {
        if (Workforce.CommutesToLisbon(p))
        {
            return (dayMs / DayMs / 7) % 2 == 0 ? Place.Lisbon : p.Home;
        }

        return !isCast && Journey(p) is var (place, fromMs, toMs) && dayMs >= fromMs && dayMs < toMs ? place : p.Home;
    }

    /// <summary>One in twenty travels for three working days.</summary>
    private (Place Place, long FromMs, long ToMs)? Journey(Person p)
    {
        var rng = Own(p, "journey");
        if (!rng.Chance(0.05) || p.Home == Place.Lisbon)
        {
            return null;
        }

        var place = p.Company == Company.Norvik ? rng.Pick(NorvikJourneys) : Place.London;
        var fromMs = firstDayMs + (rng.Next(Math.Max(1, days - 3)) * DayMs);
        return (place, fromMs, fromMs + (3 * DayMs));
    }

    /// <summary>First day of the new laptop, for one in thirty.</summary>
    private long? LaptopDay(Person p)
    {
        var rng = Own(p, "laptop");
        return rng.Chance(0.033) ? firstDayMs + (rng.Next(Math.Max(1, days)) * DayMs) : null;
    }

    private Rng Own(Person p, string purpose) => new(Seeds.Of(seed, p.Upn, purpose));
}
