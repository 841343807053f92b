namespace Soc.Capture.Flows;

/// <summary>Why a flow is told.</summary>
public enum FlowEnd
{
    /// <summary>It lasts long, and goes on.</summary>
    Ongoing,

    /// <summary>Its ends have closed it, or broken it off.</summary>
    Closed,

    /// <summary>Nothing came for so long.</summary>
    Idle,

    /// <summary>The same ends began another one.</summary>
    Reused,

    /// <summary>There was no room for it any more.</summary>
    Evicted,

    /// <summary>The capture is over.</summary>
    CaptureEnded,

    /// <summary>The clock that stamps frames was set back: its times and those to come do not go together.</summary>
    ClockSetBack,
}
