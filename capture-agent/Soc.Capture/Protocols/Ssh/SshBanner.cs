namespace Soc.Capture.Protocols.Ssh;

/// <summary>The line with which a side begins: "SSH-protoversion-softwareversion comments" (RFC 4253 section 4.2).</summary>
public sealed record SshBanner
{
    private const int MaxChars = SshLimits.MaxBannerBytes;

    /// <summary>All of the line, as Zeek has it, without its end; at most 255 characters, what is not printable as \xNN.</summary>
    public required string Text { get; init; }

    /// <summary>Such as "2.0", "1.99" (both 1 and 2), "1.5".</summary>
    public required string ProtocolVersion { get; init; }

    /// <summary>Such as "OpenSSH_9.6p1"; empty when the line has none.</summary>
    public required string Software { get; init; }

    /// <summary>What follows the software behind a space, such as "Ubuntu-3ubuntu13"; empty when there is nothing.</summary>
    public required string Comments { get; init; }

    /// <summary>Speaks version 1; "1.99" speaks both (RFC 4253 section 5.1).</summary>
    public bool SpeaksOne => ProtocolVersion.StartsWith("1.", StringComparison.Ordinal);

    public bool SpeaksTwo => ProtocolVersion is "2.0" or "1.99";

    /// <summary>With what every such line begins.</summary>
    internal static ReadOnlySpan<byte> Mark => "SSH-"u8;

    /// <param name="line">Begins with the mark; without the line's end.</param>
    internal static SshBanner Of(ReadOnlySpan<byte> line)
    {
        var rest = line[Mark.Length..];
        var dash = rest.IndexOf((byte)'-');
        var version = dash < 0 ? rest : rest[..dash];
        var software = dash < 0 ? [] : rest[(dash + 1)..];
        var space = software.IndexOf((byte)' ');
        return new SshBanner
        {
            Text = WireText.OfAscii(line, MaxChars),
            ProtocolVersion = WireText.OfAscii(version, MaxChars),
            Software = WireText.OfAscii(space < 0 ? software : software[..space], MaxChars),
            Comments = space < 0 ? "" : WireText.OfAscii(software[(space + 1)..], MaxChars),
        };
    }
}
