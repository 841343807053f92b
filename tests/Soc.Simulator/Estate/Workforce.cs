namespace Soc.Simulator.Estate;

/// <summary>Everybody who works for the three companies.</summary>
public static class Workforce
{
    public const int NorvikSize = 120;
    public const int AtelierSize = 50;
    public const int KanzleiSize = 30;

    /// <summary>Designers who live and work in Lisbon.</summary>
    private const int LisbonResidents = 14;

    /// <summary>Designers who are in Lisbon every other week.</summary>
    private const int LisbonCommuters = 6;

    private static readonly Place[] LondonHomes = [Place.London, Place.LondonWest, Place.LondonNorth, Place.LondonSky];
    private static readonly Place[] ZurichHomes = [Place.Zurich, Place.ZurichWest];
    private static readonly Place[] LawyerHomes = [Place.Bern, Place.Bern, Place.Zurich];

    /// <summary>All people of a seed, the cast first.</summary>
    public static IReadOnlyList<Person> Of(ulong seed)
    {
        var rng = new Rng(seed);
        var people = new List<Person>(Cast.All);
        Fill(people, Company.Norvik, NorvikSize, Names.English, n => LondonHomes[n % LondonHomes.Length], rng);
        Fill(people, Company.Atelier, AtelierSize, Names.Swiss, n => n > AtelierSize - LisbonResidents ? Place.Lisbon : ZurichHomes[n % ZurichHomes.Length], rng);
        Fill(people, Company.Kanzlei, KanzleiSize, i => Names.Swiss(i + 200), n => LawyerHomes[n % LawyerHomes.Length], rng);
        return people;
    }

    /// <summary>Spends every other week in Lisbon.</summary>
    public static bool CommutesToLisbon(Person p) =>
        p.Company == Company.Atelier && p.Number is > AtelierSize - LisbonResidents - LisbonCommuters and <= AtelierSize - LisbonResidents;

    private static void Fill(List<Person> people, Company company, int size, Func<int, (string First, string Last)> name, Func<int, Place> home, Rng rng)
    {
        var there = people.Count(p => p.Company == company);
        for (var number = there + 1; number <= size; number++)
        {
            var (first, last) = name(number);
            var login = $"{first}.{last}".ToLowerInvariant();
            people.Add(new Person(company, number, login, $"{first} {last}", home(number), 30 + number, 450 + rng.Next(100)));
        }
    }
}
