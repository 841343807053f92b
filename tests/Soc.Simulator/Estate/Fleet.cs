namespace Soc.Simulator.Estate;

/// <summary>The machines that the stories of the network are about, and their neighbours.</summary>
public static class Fleet
{
    private const string London = "sensor-lon-1";
    private const string Zurich = "sensor-zrh-1";
    private const string Bern = "sensor-brn-1";

    public static readonly Machine Reception = new(Company.Norvik, London, "3c:52:82:10:00:01", "10.20.40.21", "NORVIK-PC0201");
    public static readonly Machine LondonCaller = new(Company.Norvik, London, "3c:52:82:10:00:02", "10.20.40.22", "NORVIK-PC0202");
    public static readonly Machine Claims = new(Company.Norvik, Sensor: null, "3c:52:82:10:00:03", "10.21.40.23", "NORVIK-PC0203");
    public static readonly Machine SouthamptonCaller = new(Company.Norvik, Sensor: null, "3c:52:82:10:00:04", "10.21.40.24", "NORVIK-PC0204");
    public static readonly Machine Stranger = new(Company.Norvik, London, "dc:a6:32:7e:41:90", "10.20.40.199", "raspberrypi");

    public static readonly Machine NewLaptop = new(Company.Atelier, Zurich, "3c:52:82:20:00:09", "10.60.1.59", "SONNBERG-LT0071");
    public static readonly Machine AtelierSweeper = new(Company.Atelier, Zurich, "3c:52:82:20:00:08", "10.60.1.58", "SONNBERG-PC0008");
    public static readonly Machine KanzleiSweeper = new(Company.Kanzlei, Bern, "3c:52:82:30:00:08", "10.70.1.58", "AMSEL-PC0008");

    public static readonly Machine AtelierIntruder = new(Company.Atelier, Zurich, "3c:52:82:20:00:0a", "10.60.1.60", "SONNBERG-PC0010");
    public static readonly Machine KanzleiIntruder = new(Company.Kanzlei, Bern, "3c:52:82:30:00:0a", "10.70.1.60", "AMSEL-PC0010");

    public static readonly Machine KanzleiCaller = new(Company.Kanzlei, Bern, "3c:52:82:30:00:06", "10.70.1.56", "AMSEL-PC0006");

    /// <summary>Those on which designers work.</summary>
    public static IReadOnlyList<Machine> Designers { get; } =
        [.. Enumerable.Range(1, 5).Select(n => new Machine(Company.Atelier, Zurich, $"3c:52:82:20:00:0{n}", $"10.60.1.5{n}", $"SONNBERG-PC000{n}"))];

    /// <summary>Those on which lawyers work.</summary>
    public static IReadOnlyList<Machine> Lawyers { get; } =
        [.. Enumerable.Range(1, 5).Select(n => new Machine(Company.Kanzlei, Bern, $"3c:52:82:30:00:0{n}", $"10.70.1.5{n}", $"AMSEL-PC000{n}"))];

    /// <summary>Those that have been there all the time.</summary>
    public static IReadOnlyList<Machine> Settled { get; } =
        [Reception, LondonCaller, Claims, SouthamptonCaller, AtelierSweeper, KanzleiSweeper, AtelierIntruder, KanzleiIntruder, KanzleiCaller, .. Designers, .. Lawyers];
}
