namespace Soc.Simulator.Estate;

/// <summary>Invented names. The two lists of a language have lengths without a common factor, so that stepping through both repeats no pair for long.</summary>
internal static class Names
{
    private static readonly string[] EnglishFirst =
    [
        "Alice", "Ben", "Carla", "Daniel", "Ella", "Fergus", "Grace", "Harry", "Imogen", "Jack", "Kiran", "Lucy",
        "Martin", "Naomi", "Owen", "Priya", "Quentin", "Rosa", "Samuel", "Tessa", "Una", "Victor", "Wendy", "Yasmin",
    ];

    private static readonly string[] EnglishLast =
    [
        "Abbott", "Barlow", "Cooper", "Dalton", "Ellison", "Fairley", "Gibbs", "Hollis", "Ingram", "Jessop", "Kemp", "Lawson", "Marsh",
        "Norris", "Ogden", "Parrish", "Quigley", "Rowe", "Sharpe", "Tully", "Underhill", "Vaughan", "Wakefield", "Yardley", "Zeller",
    ];

    private static readonly string[] SwissFirst =
    [
        "Anja", "Beat", "Corinne", "Dario", "Eva", "Fabian", "Gian", "Hanna", "Ivo", "Jana", "Kilian", "Livia",
        "Marco", "Nora", "Oskar", "Pia", "Reto", "Sina", "Tobias", "Urs", "Vera", "Wanda",
    ];

    private static readonly string[] SwissLast =
    [
        "Ammann", "Bieri", "Caduff", "Derungs", "Egli", "Felber", "Gasser", "Hug", "Iten", "Jenni", "Kunz",
        "Lenz", "Moser", "Naef", "Odermatt", "Pfister", "Roth", "Suter", "Tanner", "Utiger", "Vogt", "Wenger", "Zobrist",
    ];

    public static (string First, string Last) English(int index) => (EnglishFirst[index % EnglishFirst.Length], EnglishLast[index % EnglishLast.Length]);

    public static (string First, string Last) Swiss(int index) => (SwissFirst[index % SwissFirst.Length], SwissLast[index % SwissLast.Length]);
}
