namespace Soc.Detection.Detectors.RareDestination;

/// <summary>Settings of rare_destination.</summary>
public sealed record RareDestinationOptions
{
    public static readonly RareDestinationOptions Default = new();

    /// <summary>Share of the client's devices up to which a destination is rare (RITA: 2 %).</summary>
    public double RareShare { get; init; } = 0.02;

    /// <summary>Share from which it is common (RITA: 50 %).</summary>
    public double CommonShare { get; init; } = 0.5;

    /// <summary>Devices under which a share says nothing: one of four is a quarter.</summary>
    public int MinDevices { get; init; } = 5;

    /// <summary>So many devices on so many days make a destination normal here: a team's own tool. Three are no chance any more.</summary>
    public int NormalDevices { get; init; } = 3;

    public int NormalDays { get; init; } = 3;

    /// <summary>Days on which one device alone makes a destination normal: two working weeks.</summary>
    public int HabitDays { get; init; } = 10;

    /// <summary>Bytes sent to it that weigh (RITA: 25 MB, with a listing).</summary>
    public long ManyBytes { get; init; } = 25_000_000;

    public long VeryManyBytes { get; init; } = 250_000_000;

    /// <summary>A listing younger than this is young: it is about what goes on now.</summary>
    public int YoungListingDays { get; init; } = 7;

    /// <summary>Findings under the digest's threshold told a day for a client; more are counted only. A person reads none of them by itself.</summary>
    public int MaxLowADay { get; init; } = 40;

    /// <summary>What is told under this is low: the digest's default threshold.</summary>
    public double LowUnder { get; init; } = 40;

    /// <summary>A finding is told again when it has got worse by so many points.</summary>
    public double WorsePoints { get; init; } = 10;
}
