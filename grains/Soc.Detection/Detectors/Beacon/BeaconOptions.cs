namespace Soc.Detection.Detectors.Beacon;

/// <summary>Settings of beacon. The formula and its parameters are those of RITA v5 (activecm/rita, analysis/beacons.go and its default configuration).</summary>
public sealed record BeaconOptions
{
    public static readonly BeaconOptions Default = new();

    /// <summary>Connections from which a destination is weighed. RITA needs 4 at different times; of fewer than twice that, even intervals come by chance among hundreds of destinations a day.</summary>
    public int MinConnections { get; init; } = 8;

    /// <summary>Hours with a connection from which the duration counts (RITA: 6 of 24).</summary>
    public int MinHours { get; init; } = 6;

    /// <summary>Hours in a row that make the duration full (RITA: 12).</summary>
    public int IdealRunHours { get; init; } = 12;

    /// <summary>Width of a height class of the histogram as a share of its highest bar (RITA: 5 %).</summary>
    public double ModeSensitivity { get; init; } = 0.05;

    /// <summary>Hours with a connection from which two heights are looked for (RITA: 11).</summary>
    public int MinHoursForModes { get; init; } = 11;

    /// <summary>Hours that may be unlike the two heights (RITA: 1).</summary>
    public int OutlierHours { get; init; } = 1;

    /// <summary>Scores from which it is low, medium, high and critical (RITA: 50, 70, 90, 100).</summary>
    public double Low { get; init; } = 0.5;

    public double Medium { get; init; } = 0.7;

    public double High { get; init; } = 0.9;

    public double Critical { get; init; } = 1;

    /// <summary>Even intervals in a row after which a destination gets a place in the table; the difference of two may be half of the longer, so that a jitter of a third passes.</summary>
    public int EvenInARow { get; init; } = 3;

    /// <summary>A connection open for this share of the interval stands all the time: a push channel that is opened again when it has ended.</summary>
    public double AlwaysOpenShare { get; init; } = 0.8;

    /// <summary>Part of the intervals under which nothing is told whatever the whole: calls at random times reach 0.7 of it, and with a day's duration 0.7 of all; a jitter of a third leaves 0.9.</summary>
    public double LeastIntervals { get; init; } = 0.78;

    /// <summary>Points of a full score. Alone it is under notifying: most of what calls home evenly is an ordinary program.</summary>
    public double Points { get; init; } = 60;

    /// <summary>Score that is worth no points; from there to 1 they rise evenly, so that medium alone stays under the digest and high is in it.</summary>
    public double NoPointsAt { get; init; } = 0.4;

    /// <summary>Connections after which a destination is weighed again, if no hour has begun before.</summary>
    public int WeighEvery { get; init; } = 8;
}
