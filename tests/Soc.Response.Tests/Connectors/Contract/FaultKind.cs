namespace Soc.Response.Tests.Connectors.Contract;

/// <summary>What a fake does instead of answering as it should.</summary>
internal enum FaultKind
{
    /// <summary>What only one transport has; the fault itself says what.</summary>
    OfTransport,
    /// <summary>Says that it will not, for good, and does nothing.</summary>
    Denied,
    /// <summary>Does it, and never answers.</summary>
    SilenceAfterActing,
    /// <summary>Does it, and breaks the connection.</summary>
    BreakAfterActing,
    /// <summary>Never answers, and does nothing.</summary>
    Silence,
    /// <summary>Success, and something that makes no sense; does nothing.</summary>
    Garbage,
    /// <summary>Nobody listens.</summary>
    Refused,
    /// <summary>Is cancelled there and not by the caller; does nothing.</summary>
    GivesUp,
}
