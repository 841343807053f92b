namespace Soc.Capture.Reset;

/// <summary>What came of a command, as far as it is known.</summary>
public enum ResetOutcome
{
    /// <summary>Frames were sent; whether they did anything is not known (yet).</summary>
    Attempted,

    /// <summary>The connection is broken off; the reason says how that is known.</summary>
    Confirmed,

    /// <summary>It is not; the reason says why.</summary>
    Failed,

    /// <summary>The command is known here and carried out until its end; what comes of it is told when it does.</summary>
    Standing,

    /// <summary>The command is not carried out any more: it was taken back.</summary>
    Ended,
}
