namespace Soc.Capture.Protocols.Rdp;

/// <summary>What a client says of itself; in clear only where RDP's own encryption is used (MS-RDPBCGR section 2.2.1.3).</summary>
public sealed record RdpClientInfo
{
    /// <summary>Channels a client may ask for (section 2.2.1.3.4).</summary>
    public const int MaxChannels = 31;

    /// <summary>The computer's name; at most 60 characters, as each of its 15 may be escaped.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the protocol as on the wire, such as 0x00080004.</summary>
    public required uint Version { get; init; }

    /// <summary>Build number of the client, such as 2600 of Windows XP.</summary>
    public required uint Build { get; init; }

    /// <summary>Language identifier of the keyboard, such as 0x0409 for the United States; 0 where the client does not say.</summary>
    public required uint KeyboardLayout { get; init; }

    /// <summary>Width of the desktop, pixels.</summary>
    public required int DesktopWidth { get; init; }

    /// <summary>Height of the desktop, pixels.</summary>
    public required int DesktopHeight { get; init; }

    /// <summary>Licence number of the product, where the client has one; at most 64 characters.</summary>
    public required string ProductId { get; init; }

    /// <summary>Names of the virtual channels asked for, such as "cliprdr"; at most 31, each at most 32 characters.</summary>
    public required IReadOnlyList<string> Channels { get; init; }
}
