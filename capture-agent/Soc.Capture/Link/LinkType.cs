namespace Soc.Capture.Link;

/// <summary>What a frame begins with, by the numbers of the capture formats (LINKTYPE_…, tcpdump.org/linktypes).</summary>
public enum LinkType
{
    /// <summary>BSD loopback: the address family in the byte order of the machine that captured.</summary>
    Null = 0,

    Ethernet = 1,

    /// <summary>An IP packet, without anything before it.</summary>
    Raw = 101,

    /// <summary>OpenBSD loopback: as <see cref="Null"/>, in network byte order.</summary>
    Loop = 108,

    /// <summary>Linux "any" device, version 1.</summary>
    LinuxSll = 113,

    IPv4 = 228,

    IPv6 = 229,

    /// <summary>Linux "any" device, version 2.</summary>
    LinuxSll2 = 276,
}
