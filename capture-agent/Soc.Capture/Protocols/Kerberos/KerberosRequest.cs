namespace Soc.Capture.Protocols.Kerberos;

/// <summary>What is known of a request and its answer.</summary>
internal sealed class KerberosRequest(long atNs, KerberosRequestType type)
{
    // RFC 4120, 5.4.1: bits of kdc-options, the first being the highest.
    private const int ForwardableBit = 1;
    private const int RenewableBit = 8;

    // RFC 4120, 7.5.2; RFC 4556, 3.1.2, RFC 6113, 5.4.6: data by which a client proves its key.
    private const int EncryptedTimestamp = 2;
    private const int PublicKeyRequest = 16;
    private const int EncryptedChallenge = 138;

    private bool _isForwardable;
    private bool _isRenewable;
    private bool _hasPreauthentication;
    private long _fromNs;
    private long _tillNs;
    private long _renewableTillNs;
    private List<int> _offered = [];
    private string _client = "";
    private string _service = "";
    private string _realm = "";

    public KerberosRequestType Type { get; } = type;

    /// <summary>By it a repeated request is known.</summary>
    public uint Nonce { get; private set; }

    /// <summary>5.4.1: the sequence within AS-REQ and TGS-REQ.</summary>
    public void Read(ReadOnlySpan<byte> sequence)
    {
        var members = new DerReader(sequence);
        while (members.TryNext(out var tag, out var value))
        {
            if (Der.MemberOf(tag) == 3)
            {
                Preauthentication(DerReader.Value(value, Der.Sequence));
            }
            else if (Der.MemberOf(tag) == 4)
            {
                Body(DerReader.Value(value, Der.Sequence));
            }
        }
    }

    /// <summary>5.4.2: the sequence within AS-REP and TGS-REP.</summary>
    public void TellAnswer(ReadOnlySpan<byte> sequence, long answeredAtNs, IProtocolSink sink)
    {
        var members = new DerReader(sequence);
        KerberosTicket? ticket = null;
        var replyType = 0;
        while (members.TryNext(out var tag, out var value))
        {
            switch (Der.MemberOf(tag))
            {
                case 3:
                    _realm = KerberosParts.Text(value);
                    break;
                case 4:
                    _client = KerberosParts.Name(value);
                    break;
                case 5:
                    ticket = KerberosParts.Ticket(value);
                    _service = ticket?.Service ?? _service;
                    break;
                case 6:
                    replyType = KerberosParts.EncryptionType(value);
                    break;
                default:
                    break;
            }
        }

        Tell(true, answeredAtNs, 0, "", ticket, replyType, sink);
    }

    /// <summary>5.9.1: the sequence within KRB-ERROR.</summary>
    public void TellError(ReadOnlySpan<byte> sequence, long answeredAtNs, IProtocolSink sink)
    {
        var members = new DerReader(sequence);
        var (code, text) = (0, "");
        while (members.TryNext(out var tag, out var value))
        {
            switch (Der.MemberOf(tag))
            {
                case 6:
                    code = DerReader.Integer(value);
                    break;
                case 7:
                    _realm = KerberosParts.Text(value);
                    break;
                case 8:
                    _client = KerberosParts.Name(value);
                    break;
                case 9 when _realm.Length == 0:
                    _realm = KerberosParts.Text(value);
                    break;
                case 10 when _service.Length == 0:
                    _service = KerberosParts.Name(value);
                    break;
                case 11:
                    text = KerberosParts.Text(value).TrimEnd('\0');
                    break;
                default:
                    break;
            }
        }

        Tell(false, answeredAtNs, code, text, null, 0, sink);
    }

    public void TellUnanswered(IProtocolSink sink) => Tell(null, 0, 0, "", null, 0, sink);

    private void Preauthentication(ReadOnlySpan<byte> list)
    {
        var all = new DerReader(list);
        for (var i = 0; i < KerberosLimits.MaxPreauthentications && all.TryNext(out var tag, out var one); i++)
        {
            var members = new DerReader(tag == Der.Sequence ? one : default);
            if (members.TryNext(out var type, out var value) && Der.MemberOf(type) == 1)
            {
                _hasPreauthentication |= DerReader.Integer(value) is EncryptedTimestamp or PublicKeyRequest or EncryptedChallenge;
            }
        }
    }

    private void Body(ReadOnlySpan<byte> sequence)
    {
        var members = new DerReader(sequence);
        while (members.TryNext(out var tag, out var value))
        {
            switch (Der.MemberOf(tag))
            {
                case 0:
                    var bits = DerReader.Value(value, Der.BitString);
                    (_isForwardable, _isRenewable) = (Bit(bits, ForwardableBit), Bit(bits, RenewableBit));
                    break;
                case 1:
                    _client = KerberosParts.Name(value);
                    break;
                case 2:
                    _realm = KerberosParts.Text(value);
                    break;
                case 3:
                    _service = KerberosParts.Name(value);
                    break;
                case 4:
                    _fromNs = KerberosParts.TimeNs(value);
                    break;
                case 5:
                    _tillNs = KerberosParts.TimeNs(value);
                    break;
                case 6:
                    _renewableTillNs = KerberosParts.TimeNs(value);
                    break;
                case 7:
                    // 32 bits without a sign: five bytes when the highest is set.
                    var nonce = DerReader.Value(value, Der.Integer);
                    Nonce = new ByteReader(nonce.Length >= 4 ? nonce[^4..] : default).U32();
                    break;
                case 8:
                    _offered = Offered(DerReader.Value(value, Der.Sequence));
                    break;
                default:
                    break;
            }
        }
    }

    private static List<int> Offered(ReadOnlySpan<byte> list)
    {
        var offered = new List<int>();
        while (offered.Count < KerberosLimits.MaxEncryptionTypes && DerReader.TryHead(list, out _, out var headBytes, out var length) && length <= list.Length - headBytes)
        {
            offered.Add(DerReader.Integer(list));
            list = list[(headBytes + (int)length)..];
        }

        return offered;
    }

    /// <summary>The first byte says how many bits at the end do not count.</summary>
    private static bool Bit(ReadOnlySpan<byte> bits, int number) =>
        bits.Length > 1 + (number / 8) && (bits[1 + (number / 8)] & (0x80 >> (number % 8))) != 0;

    private void Tell(bool? isSuccess, long answeredAtNs, int errorCode, string errorText, KerberosTicket? ticket, int replyType, IProtocolSink sink) =>
        sink.Take(new KerberosExchange
        {
            AtNs = atNs,
            RequestType = Type,
            AnsweredAtNs = answeredAtNs,
            Client = _client,
            Service = _service,
            Realm = _realm,
            IsSuccess = isSuccess,
            ErrorCode = errorCode,
            ErrorName = isSuccess == false ? KerberosNames.Error(errorCode) : "",
            ErrorText = errorText,
            FromNs = _fromNs,
            TillNs = _tillNs,
            RenewableTillNs = _renewableTillNs,
            IsForwardable = _isForwardable,
            IsRenewable = _isRenewable,
            HasPreauthentication = _hasPreauthentication,
            OfferedEncryptionTypes = _offered,
            TicketEncryptionType = ticket?.EncryptionType ?? 0,
            TicketEncryption = ticket?.Encryption ?? "",
            ReplyEncryptionType = replyType,
        });
}
