namespace Soc.Capture.Flows;

/// <summary>What one end of a TCP connection has said so far.</summary>
public enum TcpState : byte
{
    /// <summary>Nothing.</summary>
    Inactive,

    /// <summary>It asked for a connection.</summary>
    SynSent,

    /// <summary>It answered a question that we did not see.</summary>
    SynAckSent,

    /// <summary>It is in the middle of a connection whose begin we did not see.</summary>
    Partial,

    Established,

    /// <summary>It said that it will send nothing more.</summary>
    Closed,

    /// <summary>It broke the connection off.</summary>
    Reset,
}
