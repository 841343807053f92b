namespace Soc.Capture.Reset;

/// <summary>Why something was not sent, or how it is known what came of it.</summary>
public enum ResetReason
{
    None,

    /// <summary>It is not switched on.</summary>
    Disabled,

    /// <summary>The command is not valid yet.</summary>
    NotYet,

    /// <summary>The command is not valid any more.</summary>
    Expired,

    /// <summary>The command contradicts itself or is out of its bounds.</summary>
    BadCommand,

    /// <summary>There are as many commands as may be.</summary>
    TooManyCommands,

    /// <summary>The command's limit of connections is reached.</summary>
    TooManyConnections,

    /// <summary>It is on the list of what is never blocked.</summary>
    NeverBlocked,

    /// <summary>The command is not about this connection.</summary>
    NotTargeted,

    /// <summary>It is no TCP connection.</summary>
    NotTcp,

    /// <summary>It comes to us within a tunnel, whose ends we cannot speak for.</summary>
    Tunnelled,

    /// <summary>The stations are not known: it was not captured on an Ethernet.</summary>
    NoStation,

    /// <summary>Frames could not be sent.</summary>
    NotSent,

    /// <summary>No connection of the target was seen.</summary>
    NothingSeen,

    /// <summary>An end broke it off.</summary>
    ResetSeen,

    /// <summary>Nothing more was said for a while.</summary>
    Silence,

    /// <summary>Its ends closed it, as connections are closed.</summary>
    ClosedByEnds,

    /// <summary>They still talk after all that may be sent.</summary>
    GoesOn,

    /// <summary>The flow was not followed any longer.</summary>
    LostSight,

    /// <summary>The clock was set back: how long the command may last cannot be told any more, and so it ends.</summary>
    ClockSetBack,

    /// <summary>It was taken back.</summary>
    Withdrawn,

    /// <summary>The link on which it was seen failed; the command goes on when the link is there again.</summary>
    LinkLost,

    /// <summary>Nothing is captured at this moment; the command begins when something is.</summary>
    NoLink,
}
