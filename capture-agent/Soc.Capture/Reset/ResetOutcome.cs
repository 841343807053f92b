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
}
