namespace Soc.Capture.Protocols.Ntlm;

/// <summary>
/// Reads NTLMSSP messages (MS-NLMP) wherever they are found: bare, in SPNEGO, in HTTP headers, in SMB, in DCE-RPC. One dialogue is one
/// client proving one user to one server; what its messages say is kept until it is taken.
/// </summary>
public sealed class NtlmDialogue
{
    /// <summary>Most characters of a name. DNS names have 255, user principal names may have more.</summary>
    public const int MaxNameChars = 256;

    /// <summary>How far into the bytes a message is looked for: SPNEGO before it has some tens of bytes.</summary>
    public const int MaxSearchBytes = 4096;

    /// <summary>Pairs of target info that are looked at; ten kinds are known.</summary>
    private const int MaxPairs = 32;

    /// <summary>MS-NLMP 2.2.2.5, NTLMSSP_NEGOTIATE_UNICODE.</summary>
    private const uint Unicode = 1;

    /// <summary>An NTLMv1 answer has this length; an NTLMv2 answer is longer (MS-NLMP 2.2.2.6, 2.2.2.8).</summary>
    private const int Version1AnswerBytes = 24;

    /// <summary>NTLMv2: proof 16, versions 2, reserved 6, time 8, client's challenge 8, reserved 4; pairs follow (MS-NLMP 2.2.2.7).</summary>
    private const int Version2HeadBytes = 44;

    private long _beganAtNs;
    private bool _hasBegun;
    private string _user = "";
    private string _domain = "";
    private string _host = "";
    private string _serverNetbiosName = "";
    private string _serverNetbiosDomain = "";
    private string _serverDnsName = "";
    private string _serverDnsDomain = "";
    private string _serverTree = "";
    private string _target = "";
    private bool _isAuthenticateSeen;
    private bool _isAnonymous;
    private bool _isVersion1;

    private static ReadOnlySpan<byte> Signature => "NTLMSSP\0"u8;

    /// <summary>A challenge or an authentication was read, and not taken yet.</summary>
    public bool HasBegun => _hasBegun;

    /// <summary>The client's last message was read: only the server's verdict is open.</summary>
    public bool IsAuthenticateSeen => _isAuthenticateSeen;

    /// <summary>Looks for one message in bytes and reads it.</summary>
    public NtlmMessageKind Read(ReadOnlySpan<byte> bytes, long atNs)
    {
        var at = bytes[..Math.Min(bytes.Length, MaxSearchBytes)].IndexOf(Signature);
        if (at < 0)
        {
            return NtlmMessageKind.None;
        }

        var message = bytes[at..];
        var reader = new ByteReader(message);
        reader.Skip(Signature.Length);
        var kind = reader.U32Little();
        if (reader.IsBroken)
        {
            return NtlmMessageKind.None;
        }

        switch (kind)
        {
            case 1:
                // What a first message says of names is said again, and better, by the third.
                Reset();
                return NtlmMessageKind.Negotiate;
            case 2:
                Reset();
                Begin(atNs);
                Challenge(message, reader);
                return NtlmMessageKind.Challenge;
            case 3:
                Begin(atNs);
                Authenticate(message, reader);
                return NtlmMessageKind.Authenticate;
            default:
                return NtlmMessageKind.None;
        }
    }

    /// <summary>What is known of the authentication; the next one begins afterwards.</summary>
    /// <returns>Null when none began.</returns>
    public NtlmAuthentication? Take(bool? isSuccess)
    {
        if (!_hasBegun)
        {
            return null;
        }

        var record = new NtlmAuthentication
        {
            AtNs = _beganAtNs,
            UserName = _user,
            DomainName = _domain,
            HostName = _host,
            ServerNetbiosName = _serverNetbiosName,
            ServerNetbiosDomain = _serverNetbiosDomain,
            ServerDnsName = _serverDnsName,
            ServerDnsDomain = _serverDnsDomain,
            ServerTreeName = _serverTree,
            TargetName = _target,
            IsAuthenticateSeen = _isAuthenticateSeen,
            IsAnonymous = _isAnonymous,
            IsVersion1 = _isVersion1,
            IsSuccess = isSuccess,
        };
        Reset();
        return record;
    }

    private void Begin(long atNs)
    {
        if (!_hasBegun)
        {
            (_hasBegun, _beganAtNs) = (true, atNs);
        }
    }

    private void Reset()
    {
        _hasBegun = _isAuthenticateSeen = _isAnonymous = _isVersion1 = false;
        _user = _domain = _host = _target = "";
        _serverNetbiosName = _serverNetbiosDomain = _serverDnsName = _serverDnsDomain = _serverTree = "";
    }

    /// <summary>MS-NLMP 2.2.1.2.</summary>
    private void Challenge(ReadOnlySpan<byte> message, ByteReader reader)
    {
        Field(message, ref reader);
        reader.Skip(20);
        var info = new ByteReader(Field(message, ref reader));
        for (var i = 0; i < MaxPairs && TryPair(ref info, out var id, out var value); i++)
        {
            switch (id)
            {
                case 1:
                    _serverNetbiosName = WireText.OfUtf16(value, MaxNameChars);
                    break;
                case 2:
                    _serverNetbiosDomain = WireText.OfUtf16(value, MaxNameChars);
                    break;
                case 3:
                    _serverDnsName = WireText.OfUtf16(value, MaxNameChars);
                    break;
                case 4:
                    _serverDnsDomain = WireText.OfUtf16(value, MaxNameChars);
                    break;
                case 5:
                    _serverTree = WireText.OfUtf16(value, MaxNameChars);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>MS-NLMP 2.2.1.3.</summary>
    private void Authenticate(ReadOnlySpan<byte> message, ByteReader reader)
    {
        Field(message, ref reader);
        var answer = Field(message, ref reader);
        var domain = Field(message, ref reader);
        var user = Field(message, ref reader);
        var host = Field(message, ref reader);
        Field(message, ref reader);
        var isUnicode = (reader.U32Little() & Unicode) != 0;
        _domain = Name(domain, isUnicode);
        _user = Name(user, isUnicode);
        _host = Name(host, isUnicode);
        _isAuthenticateSeen = true;
        _isAnonymous = user.IsEmpty && answer.IsEmpty;
        _isVersion1 = answer.Length == Version1AnswerBytes;
        if (answer.Length > Version2HeadBytes)
        {
            var info = new ByteReader(answer[Version2HeadBytes..]);
            for (var i = 0; i < MaxPairs && TryPair(ref info, out var id, out var value); i++)
            {
                if (id == 9)
                {
                    _target = WireText.OfUtf16(value, MaxNameChars);
                }
            }
        }
    }

    private static string Name(ReadOnlySpan<byte> bytes, bool isUnicode) =>
        isUnicode ? WireText.OfUtf16(bytes, MaxNameChars) : WireText.OfUtf8(bytes, MaxNameChars);

    /// <summary>A length, room for it, and where it lies from the message's beginning; nothing when it lies outside.</summary>
    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> message, ref ByteReader reader)
    {
        int length = reader.U16Little();
        reader.Skip(2);
        var offset = reader.U32Little();
        return offset <= message.Length && length <= message.Length - (int)offset ? message.Slice((int)offset, length) : [];
    }

    /// <summary>MS-NLMP 2.2.2.1; the pair 0 is the end.</summary>
    private static bool TryPair(ref ByteReader info, out ushort id, out ReadOnlySpan<byte> value)
    {
        id = info.U16Little();
        value = info.Take(info.U16Little());
        return id != 0 && !info.IsBroken;
    }
}
