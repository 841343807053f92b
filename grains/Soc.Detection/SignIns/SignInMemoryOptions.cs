namespace Soc.Detection.SignIns;

/// <summary>Parameters of the memory that sign-in detectors share.</summary>
public static class SignInMemoryOptions
{
    /// <summary>Stays older than this before the newest are forgotten: no journey takes longer (Panther compares a day).</summary>
    public const long KeepStaysMs = 24 * 3_600_000L;

    /// <summary>Sign-ins in one network within this are one stay (own choice: half a working day and more).</summary>
    public const long MaxStayMs = 6 * 3_600_000L;

    /// <summary>A second-factor event belongs to a sign-in this close (a push is answered, or times out, within minutes).</summary>
    public const long FactorWithinMs = 5 * 60_000L;

    /// <summary>A factor this much older than the newest is forgotten; longer than any window that asks for factors.</summary>
    public const long KeepFactorsMs = 15 * 60_000L;

    /// <summary>Distinct days that make a country or a network usual (own choice; Datadog learns 1–30 days).</summary>
    public const int UsualDays = 3;

    /// <summary>A transfer this big makes a stay worth another look, bytes: more than mail and documents of a day (own choice).</summary>
    public const long BigTransferBytes = 200_000_000;
}
