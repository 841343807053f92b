namespace Soc.Capture.Decode;

/// <summary>How far a frame was understood.</summary>
public enum DecodeOutcome
{
    /// <summary>An IP packet whose transport, if it is one of ours, was read; or a later fragment.</summary>
    Ip,

    /// <summary>An ARP message; it is the payload.</summary>
    Arp,

    /// <summary>Sound, and nothing of ours: LLDP, STP and so on.</summary>
    Other,

    /// <summary>Begins with a link layer that is not known here.</summary>
    UnknownLink,

    /// <summary>Ends before its link layer does.</summary>
    TruncatedLink,

    /// <summary>Ends before its IP header does, or the header contradicts itself.</summary>
    BadIp,

    /// <summary>Ends before its TCP or UDP header does, or the header contradicts itself.</summary>
    BadTransport,

    /// <summary>More tunnels in tunnels than anybody has.</summary>
    TooDeep,
}
