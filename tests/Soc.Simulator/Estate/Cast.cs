namespace Soc.Simulator.Estate;

/// <summary>The people of the stories. They are members of their companies and live ordinary lives until their day comes.</summary>
public static class Cast
{
    public static readonly Person Amelia = Of(Company.Norvik, 1, "amelia.hart", "Amelia Hart", Place.London, 520);
    public static readonly Person Rohan = Of(Company.Norvik, 2, "rohan.mehta", "Rohan Mehta", Place.LondonWest, 490);
    public static readonly Person Claire = Of(Company.Norvik, 3, "claire.osborne", "Claire Osborne", Place.LondonNorth, 500);
    public static readonly Person Tom = Of(Company.Norvik, 4, "tom.whitfield", "Tom Whitfield", Place.LondonSky, 480);
    public static readonly Person Ruth = Of(Company.Norvik, 5, "ruth.adeyemi", "Ruth Adeyemi", Place.London, 510);
    public static readonly Person Oliver = Of(Company.Norvik, 6, "oliver.grant", "Oliver Grant", Place.LondonWest, 505);
    public static readonly Person Nina = Of(Company.Norvik, 7, "nina.kovac", "Nina Kovac", Place.LondonNorth, 515);
    public static readonly Person James = Of(Company.Norvik, 8, "james.pryce", "James Pryce", Place.LondonSky, 495);
    public static readonly Person Lea = Of(Company.Atelier, 1, "lea.brunner", "Lea Brunner", Place.Zurich, 470);
    public static readonly Person Timo = Of(Company.Atelier, 2, "timo.frei", "Timo Frei", Place.ZurichWest, 480);
    public static readonly Person Andrea = Of(Company.Kanzlei, 1, "andrea.wyss", "Andrea Wyss", Place.Bern, 450);

    public static IReadOnlyList<Person> All { get; } = [Amelia, Rohan, Claire, Tom, Ruth, Oliver, Nina, James, Lea, Timo, Andrea];

    /// <summary>Days before the story day on which Timo joined.</summary>
    public const int TimoJoinedDaysBefore = 4;

    private static Person Of(Company company, int number, string login, string name, Place home, int startMinute) =>
        new(company, number, login, name, home, 10 + number, startMinute);
}
