namespace Soc.Detection.Detectors.DnsTunnel;

/// <summary>Settings of dns_tunnel.</summary>
public sealed record DnsTunnelOptions
{
    public static readonly DnsTunnelOptions Default = new();

    /// <summary>Bytes a second that new names under one domain carry, over an hour (arXiv 2307.02614: 0.7 B/s). Ours counts characters times their entropy, which is less than their length.</summary>
    public double MinBytesASecond { get; init; } = 0.7;

    /// <summary>Steps above it; each is told again. A tunnel that carries a shell or files is far beyond.</summary>
    public double ManyBytesASecond { get; init; } = 5;

    public double VeryManyBytesASecond { get; init; } = 25;

    /// <summary>New names from which a rate counts: a page with a dozen odd names carries as much for a minute.</summary>
    public int MinNames { get; init; } = 40;

    /// <summary>Different names under a domain within a day: RITA's steps for C2 over DNS.</summary>
    public int LowNames { get; init; } = 100;

    public int MediumNames { get; init; } = 500;

    public int HighNames { get; init; } = 800;

    public int CriticalNames { get; init; } = 1_000;

    /// <summary>A label this long is long (Maltrail: 24).</summary>
    public int LongLabel { get; init; } = 24;

    /// <summary>Bits a character from which a name looks random (Maltrail: 3.5).</summary>
    public double RandomBits { get; init; } = 3.5;

    /// <summary>Names that do not exist, an hour, from which that counts (Maltrail: 20).</summary>
    public int MinMissing { get; init; } = 20;

    /// <summary>Share of records that people's programs seldom ask for (TXT, NULL, CNAME and the like) from which it counts: tunnels use them for room in the answer.</summary>
    public double OddTypeShare { get; init; } = 0.3;

    /// <summary>Days on which a domain was as busy from which that is usual for the device.</summary>
    public int UsualDays { get; init; } = 5;

    /// <summary>Score of look-ups that a known service explains, at most.</summary>
    public double ExplainedAtMost { get; init; } = 15;

    /// <summary>Which of the steps a number of names has reached, 0–4.</summary>
    public int LevelOf(int names) =>
        names >= CriticalNames ? 4 : names >= HighNames ? 3 : names >= MediumNames ? 2 : names >= LowNames ? 1 : 0;
}
