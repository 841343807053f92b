namespace Soc.Capture.Link.Live;

/// <summary>How a live link is.</summary>
public enum LinkState
{
    /// <summary>Not tried yet.</summary>
    Unknown,

    /// <summary>Frames are captured.</summary>
    Up,

    /// <summary>The interface is there and switched off; it goes on when it is up.</summary>
    Down,

    /// <summary>There is no such interface (any more); it goes on when there is.</summary>
    Missing,

    /// <summary>The process may not capture.</summary>
    NoPermission,

    /// <summary>The filter is not understood.</summary>
    BadFilter,

    /// <summary>libpcap is not installed.</summary>
    NoLibrary,

    /// <summary>Something else; the sentence has libpcap's reason. It is tried again.</summary>
    Failed,
}
