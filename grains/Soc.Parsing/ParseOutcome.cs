namespace Soc.Parsing;

/// <summary>What became of a record.</summary>
public enum ParseOutcome
{
    /// <summary>One or more events.</summary>
    Parsed = 1,
    /// <summary>Understood, and of no use to the engine; counted by reason.</summary>
    Skipped = 2,
    /// <summary>Not what it claims to be; goes to the dead-letter log with reason and raw.</summary>
    Malformed = 3,
}
