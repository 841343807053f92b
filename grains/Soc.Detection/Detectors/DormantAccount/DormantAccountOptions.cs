namespace Soc.Detection.Detectors.DormantAccount;

/// <summary>Parameters of dormant_account.</summary>
public sealed record DormantAccountOptions
{
    public static readonly DormantAccountOptions Default = new();

    /// <summary>Days without a sign-in that make an account dormant (Sentinel UEBA: 180).</summary>
    public int DormantDays { get; init; } = 180;

    /// <summary>Points for the return alone.</summary>
    public double BaseScore { get; init; } = 48;

    /// <summary>Fewer active days than this are little history (own choice).</summary>
    public int LittleHistoryDays { get; init; } = 5;
}
