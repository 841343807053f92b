namespace Soc.Model.Escalation;

/// <summary>Why something stands in the digest.</summary>
public enum DigestKind
{
    /// <summary>It is to be read, and was not worth a message of its own.</summary>
    Listed = 0,
    /// <summary>Somebody was told at once.</summary>
    Told = 1,
    /// <summary>Everybody was told, and nobody answered.</summary>
    Unanswered = 2,
    /// <summary>Something was done, or tried.</summary>
    Done = 3,
}
