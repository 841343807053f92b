namespace Soc.Response.Connectors.Http;

/// <summary>How a call ended, and what to do.</summary>
/// <param name="End">How.</param>
/// <param name="Reason">One sentence for people.</param>
/// <param name="RetryAfterMs">What the product says of trying again; 0 when nothing.</param>
/// <param name="IsCredentialStale">The credential itself was not taken: one that was kept may be too old.</param>
internal sealed record CallFailure(CallEnd End, string Reason, long RetryAfterMs = 0, bool IsCredentialStale = false)
{
    /// <summary>It may go away by itself.</summary>
    public bool IsTransient => End is CallEnd.Busy or CallEnd.ServerError or CallEnd.Unreadable or CallEnd.NotReached or CallEnd.TimedOut or CallEnd.BrokenOff;

    /// <summary>The request was on its way, and what came of it is not known.</summary>
    public bool IsUnknown => End is CallEnd.TimedOut or CallEnd.BrokenOff;

    /// <summary>There was an answer that does not say whether it was done: asking back will.</summary>
    public bool MayHaveActed => End is CallEnd.ServerError or CallEnd.Unreadable;
}
