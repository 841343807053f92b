namespace Soc.Capture.Link.Live;

/// <summary>A live link cannot be opened, and waiting would not help; the message says what to do.</summary>
public sealed class LiveLinkException(LinkState state, string message, Exception? inner = null) : Exception(message, inner)
{
    public LinkState State { get; } = state;
}
