namespace Soc.Capture.Protocols.Kerberos;

/// <summary>Messages of one flow, whichever way they come: requests wait until their answers come, in order.</summary>
internal sealed class KerberosFlow
{
    // RFC 4120, 5.10: application tags of the messages to and from a KDC.
    private const int AsRequest = 10;
    private const int AsReply = 11;
    private const int TgsRequest = 12;
    private const int TgsReply = 13;
    private const int Error = 30;

    private readonly List<KerberosRequest> _waiting = [];

    /// <summary>Whether bytes begin a message that is read here.</summary>
    /// <param name="data">Its first bytes.</param>
    /// <param name="messageBytes">Its length, as far as the transport says it.</param>
    public static Recognition Recognise(ReadOnlySpan<byte> data, long messageBytes)
    {
        if (data.IsEmpty)
        {
            return Recognition.Unsure;
        }

        if ((data[0] & 0xE0) != 0x60 || (data[0] & 0x1F) is not (AsRequest or AsReply or TgsRequest or TgsReply or Error))
        {
            return Recognition.No;
        }

        // After the message's tag a sequence, and in it the version, 5: in requests the first member is [1], else [0].
        if (!DerReader.TryHead(data, out _, out var outerBytes, out var outerLength))
        {
            return data.Length < 6 && data.Length < messageBytes ? Recognition.Unsure : Recognition.No;
        }

        var inner = data[outerBytes..];
        if (outerBytes + (long)outerLength != messageBytes || (!inner.IsEmpty && inner[0] != Der.Sequence))
        {
            return Recognition.No;
        }

        if (!DerReader.TryHead(inner, out _, out var innerBytes, out _) || inner.Length < innerBytes + 5)
        {
            return inner.Length < 11 && data.Length < messageBytes ? Recognition.Unsure : Recognition.No;
        }

        var version = inner.Slice(innerBytes, 5);
        return version[0] is 0xA0 or 0xA1 && version[1..].SequenceEqual((ReadOnlySpan<byte>)[3, Der.Integer, 1, 5]) ? Recognition.Yes : Recognition.No;
    }

    /// <returns>False when it is not a message of a KDC.</returns>
    public bool Read(ReadOnlySpan<byte> message, long atNs, IProtocolSink sink)
    {
        var reader = new DerReader(message);
        if (Recognise(message, message.Length) != Recognition.Yes || !reader.TryNext(out var tag, out var value))
        {
            return false;
        }

        var sequence = DerReader.Value(value, Der.Sequence);
        switch (tag & 0x1F)
        {
            case AsRequest:
                Request(sequence, KerberosRequestType.AuthenticationService, atNs, sink);
                break;
            case TgsRequest:
                Request(sequence, KerberosRequestType.TicketGranting, atNs, sink);
                break;
            case AsReply:
                Answered(KerberosRequestType.AuthenticationService, atNs).TellAnswer(sequence, atNs, sink);
                break;
            case TgsReply:
                Answered(KerberosRequestType.TicketGranting, atNs).TellAnswer(sequence, atNs, sink);
                break;
            default:
                Answered(KerberosRequestType.Unknown, atNs).TellError(sequence, atNs, sink);
                break;
        }

        return true;
    }

    public void End(IProtocolSink sink)
    {
        foreach (var request in _waiting)
        {
            request.TellUnanswered(sink);
        }

        _waiting.Clear();
    }

    private void Request(ReadOnlySpan<byte> sequence, KerberosRequestType type, long atNs, IProtocolSink sink)
    {
        var request = new KerberosRequest(atNs, type);
        request.Read(sequence);
        if (_waiting.Exists(w => w.Type == type && w.Nonce == request.Nonce))
        {
            // Sent once more, because the answer did not come soon.
            return;
        }

        if (_waiting.Count >= KerberosLimits.MaxWaiting)
        {
            _waiting[0].TellUnanswered(sink);
            _waiting.RemoveAt(0);
        }

        _waiting.Add(request);
    }

    /// <param name="type">Unknown takes the oldest of any type.</param>
    private KerberosRequest Answered(KerberosRequestType type, long atNs)
    {
        var at = _waiting.FindIndex(w => type == KerberosRequestType.Unknown || w.Type == type);
        if (at < 0)
        {
            return new KerberosRequest(atNs, type);
        }

        var request = _waiting[at];
        _waiting.RemoveAt(at);
        return request;
    }
}
