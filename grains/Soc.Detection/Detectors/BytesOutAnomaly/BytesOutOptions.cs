namespace Soc.Detection.Detectors.BytesOutAnomaly;

/// <summary>Settings of bytes_out_anomaly. No open formula with published parameters was found; the reasons are ours.</summary>
public sealed record BytesOutOptions
{
    public static readonly BytesOutOptions Default = new();

    /// <summary>Least bytes in an hour to a cloud that takes anybody's files: a dozen photographs or one archive of documents.</summary>
    public long MinCloudBytes { get; init; } = 50_000_000;

    /// <summary>Least bytes in an hour to anywhere else: a long video call sends less.</summary>
    public long MinOtherBytes { get; init; } = 250_000_000;

    /// <summary>Least bytes in a day as a multiple of those in an hour: slow sending adds up.</summary>
    public int DayFactor { get; init; } = 3;

    /// <summary>Standard deviations of log-bytes over the mean: once in about 740 windows if they were normal.</summary>
    public double MinDeviations { get; init; } = 3;

    /// <summary>Least standard deviation of log-bytes: twice the usual is nothing to speak of. Three of it are eight times.</summary>
    public double LeastDeviation { get; init; } = 0.7;

    /// <summary>Active hours or days from which a baseline is believed.</summary>
    public int MinSamples { get; init; } = 3;

    /// <summary>Taken as usual where there is no baseline: what an idle machine sends of itself in an hour.</summary>
    public long UsualWhenNoneBytes { get; init; } = 1_000_000;

    /// <summary>Weight of a new window: half of what is known is of the last 13 active ones.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>An outlier teaches no more than so many deviations over the mean, so that one theft is not the new normal.</summary>
    public double TeachAtMostDeviations { get; init; } = 2;

    /// <summary>A device first seen within so many days is new: people bring their files over in the first week.</summary>
    public int NewDeviceDays { get; init; } = 7;

    /// <summary>A destination that got this much in a day got a large upload.</summary>
    public long LargeDayBytes { get; init; } = 20_000_000;

    /// <summary>Days with a large upload from which a destination is usual: a working week.</summary>
    public int UsualDays { get; init; } = 5;

    /// <summary>A usual destination explains up to so many times what it usually gets: a full backup after the daily changes.</summary>
    public double UsualTimes { get; init; } = 10;

    /// <summary>Times the usual from which a sanctioned destination excuses half as much.</summary>
    public double HugeTimes { get; init; } = 100;

    /// <summary>A pause this long ends an episode.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Score of a new device that fills a sanctioned cloud, at most: under the digest.</summary>
    public double NewDeviceAtMost { get; init; } = 25;

    /// <summary>Score of a usual upload, at most.</summary>
    public double UsualAtMost { get; init; } = 15;
}
