namespace Soc.Capture.Protocols.Rdp;

/// <summary>What is said in connection request and confirmation behind X.224's header (MS-RDPBCGR sections 2.2.1.1 and 2.2.1.2).</summary>
internal sealed class RdpNegotiation
{
    public const byte Request = 1;
    public const byte Response = 2;
    public const byte Failure = 3;

    private const int StructureBytes = 8;

    public string? Cookie { get; private set; }

    public string? RoutingToken { get; private set; }

    public RdpSecurity? Requested { get; private set; }

    public RdpSecurity? Selected { get; private set; }

    public uint? FailureCode { get; private set; }

    private static ReadOnlySpan<byte> CookieMark => "Cookie: mstshash="u8;

    /// <param name="variable">Behind the class: a line of text or none, then the client's wishes or none.</param>
    public void ReadRequest(ReadOnlySpan<byte> variable)
    {
        if (variable.IsEmpty || variable[0] != Request)
        {
            // Some forget the line's end: then it ends where no text is.
            var end = variable.IndexOf("\r\n"u8);
            var textEnd = end >= 0 ? end : variable.IndexOfAnyInRange((byte)0, (byte)0x1F);
            var line = textEnd < 0 ? variable : variable[..textEnd];
            variable = textEnd < 0 ? [] : variable[(end >= 0 ? end + 2 : textEnd)..];
            if (line.StartsWith(CookieMark))
            {
                Cookie = WireText.OfAscii(line[CookieMark.Length..], RdpConnection.MaxTextChars);
            }
            else if (!line.IsEmpty)
            {
                RoutingToken = WireText.OfAscii(line, RdpConnection.MaxTextChars);
            }
        }

        if (Structure(variable, out var type) is { } value && type == Request)
        {
            Requested = (RdpSecurity)value;
        }
    }

    /// <param name="variable">Behind the class: nothing of old servers.</param>
    public void ReadConfirmation(ReadOnlySpan<byte> variable)
    {
        switch (Structure(variable, out var type))
        {
            case { } value when type == Response:
                Selected = (RdpSecurity)value;
                break;
            case { } value when type == Failure:
                FailureCode = value;
                break;
        }
    }

    /// <summary>Type, flags, length of all (8), a number; each lower byte first.</summary>
    private static uint? Structure(ReadOnlySpan<byte> bytes, out byte type)
    {
        var reader = new ByteReader(bytes);
        type = reader.U8();
        reader.Skip(1);
        var length = reader.U16Little();
        var value = reader.U32Little();
        return reader.IsBroken || length != StructureBytes ? null : value;
    }
}
