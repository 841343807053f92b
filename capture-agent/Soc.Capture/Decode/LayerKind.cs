namespace Soc.Capture.Decode;

/// <summary>What the rest of a frame begins with.</summary>
internal enum LayerKind
{
    Ethernet,
    EtherType,
    Loopback,
    LinuxSll,
    LinuxSll2,
    Mpls,
    Ppp,
    Ip,
    Transport,

    /// <summary>The rest is <see cref="Layer.Inner"/> of a tunnel.</summary>
    Tunnel,

    /// <summary>All was read.</summary>
    End,
    Arp,
    Other,
    UnknownLink,
}
