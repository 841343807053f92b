namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>What a fake does instead of answering as it should.</summary>
internal enum FaultKind
{
    /// <summary>Answers with a status, and does nothing.</summary>
    Status,
    /// <summary>Does it, and answers with a status all the same.</summary>
    StatusAfterActing,
    /// <summary>Does it, and never answers.</summary>
    SilenceAfterActing,
    /// <summary>Does it, and breaks the connection.</summary>
    BreakAfterActing,
    /// <summary>Never answers, and does nothing.</summary>
    Silence,
    /// <summary>Success, and something that is not the product's.</summary>
    Garbage,
    /// <summary>Nobody listens.</summary>
    Refused,
}
