namespace Soc.Response.Connectors.Http;

/// <summary>How a call can end without the answer that was hoped for.</summary>
internal enum CallEnd
{
    /// <summary>The product understood and says no.</summary>
    Refused,
    /// <summary>The product does not take the credential, or the credential may not do this.</summary>
    NotAllowed,
    /// <summary>What the call was about is not there.</summary>
    Missing,
    /// <summary>The product has too much to do, until the deadline.</summary>
    Busy,
    /// <summary>The product failed in the middle.</summary>
    ServerError,
    /// <summary>The answer makes no sense.</summary>
    Unreadable,
    /// <summary>There was no connection: nothing was sent.</summary>
    NotReached,
    /// <summary>It was sent, and there was no answer in time.</summary>
    TimedOut,
    /// <summary>It was sent, and the connection broke.</summary>
    BrokenOff,
    /// <summary>Our own secret cannot be read: nothing was sent.</summary>
    NoSecret,
}
