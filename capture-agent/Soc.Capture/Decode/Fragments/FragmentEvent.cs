namespace Soc.Capture.Decode.Fragments;

/// <summary>What became of fragments and of the datagrams that they are of.</summary>
public enum FragmentEvent
{
    /// <summary>A datagram is whole.</summary>
    Completed,

    /// <summary>A fragment came again with the same bytes.</summary>
    Duplicate,

    /// <summary>A fragment of IPv4 says otherwise what was said already: what came first stands.</summary>
    Overlap,

    /// <summary>A fragment of IPv6 overlaps another: the datagram is dropped (RFC 5722 section 4).</summary>
    OverlapDropped,

    /// <summary>Fragments do not agree where the datagram ends: it is dropped.</summary>
    EndDropped,

    /// <summary>A fragment ends behind the longest datagram that there is (the "ping of death"): the datagram is dropped.</summary>
    TooLongDropped,

    /// <summary>The datagram is cut smaller than anybody does: it is dropped.</summary>
    TooManyDropped,

    /// <summary>The capture cut a fragment short: the datagram cannot become whole and is dropped.</summary>
    CapturedShortDropped,

    /// <summary>A fragment that is not the last has a length that no other can join: of IPv4 it counts as far as one can, of IPv6 it is left out.</summary>
    OddLength,

    /// <summary>A fragment without content is left out.</summary>
    Empty,

    /// <summary>The first fragment does not hold the transport's header (RFC 1858 section 3): somebody hides from filters. It is taken all the same.</summary>
    TinyFirst,

    /// <summary>A fragment of a datagram that was dropped.</summary>
    OfDropped,

    /// <summary>A datagram was not whole in time.</summary>
    TimedOut,

    /// <summary>A datagram had to make room for newer ones.</summary>
    Evicted,

    /// <summary>A datagram waited when the clock was set back.</summary>
    ClockSetBack,
}
