namespace Soc.Capture.Flows;

/// <summary>How a flow went, in Zeek's words (conn_state of its conn.log).</summary>
public enum FlowState : byte
{
    /// <summary>Asked, and no answer.</summary>
    S0,

    /// <summary>Established, and not ended.</summary>
    S1,

    /// <summary>Established, and the originator has closed.</summary>
    S2,

    /// <summary>Established, and the responder has closed.</summary>
    S3,

    /// <summary>Begun and ended as it should be; of UDP: both ends spoke.</summary>
    Sf,

    /// <summary>Refused.</summary>
    Rej,

    /// <summary>Established, and broken off by the originator.</summary>
    Rsto,

    /// <summary>Broken off by the responder.</summary>
    Rstr,

    /// <summary>Asked and broken off by the originator, without an answer.</summary>
    Rstos0,

    /// <summary>Answered and broken off by the responder; the question was not seen.</summary>
    Rstrh,

    /// <summary>Asked and closed by the originator, without an answer.</summary>
    Sh,

    /// <summary>Answered and closed by the responder; the question was not seen.</summary>
    Shr,

    /// <summary>The middle of something.</summary>
    Oth,
}
