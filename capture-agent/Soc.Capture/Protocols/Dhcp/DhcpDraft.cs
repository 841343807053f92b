using System.Buffers.Binary;
using System.Collections.Immutable;
using Soc.Capture.Decode;

namespace Soc.Capture.Protocols.Dhcp;

/// <summary>An exchange of which more may come.</summary>
internal sealed class DhcpDraft(in DhcpHeader first, long atNs)
{
    /// <summary>Messages of one exchange that are told one by one.</summary>
    public const int MaxSteps = 16;

    public const int MaxTextChars = 255;

    private const int MaxIdentifierBytes = 64;

    private DhcpExchange _told = new() { AtNs = atNs, TransactionId = first.TransactionId, Mac = first.Mac, Steps = [] };

    private DhcpClientWords? _words;

    public long NewestAtNs { get; private set; } = atNs;

    public bool Is(in DhcpHeader header) => _told.TransactionId == header.TransactionId && _told.Mac == header.Mac;

    public DhcpExchange ToRecord() => _told;

    public void Add(in DhcpHeader header, ReadOnlySpan<byte> message, long atNs)
    {
        NewestAtNs = atNs;
        _told = _told with
        {
            Steps = _told.Steps.Length < MaxSteps ? _told.Steps.Add(new DhcpStep(header.Type, atNs)) : _told.Steps,
            ClientAddress = Known(header.Client) ?? _told.ClientAddress,
            AssignedAddress = header.IsOfServer && header.Type is DhcpMessageType.Offer or DhcpMessageType.Ack ? Known(header.Assigned) ?? _told.AssignedAddress : _told.AssignedAddress,
            RelayAddress = Known(header.Relay) ?? _told.RelayAddress,
        };
        var options = new DhcpOptions(message);
        for (var seen = new OptionSet(); options.MoveNext();)
        {
            if (seen.Add(options.Code))
            {
                _told = header.IsOfServer ? WithServers(_told, options.Code, options.Value) : WithClients(_told, options.Code, options.Value);
            }
        }
    }

    /// <summary>What the client said of itself, when that is more or other than it said before; null when it is not.</summary>
    public DhcpClientWords? NewWords()
    {
        if (_told.Mac is not { } mac)
        {
            return null;
        }

        var words = new DhcpClientWords
        {
            AtNs = _told.AtNs, TransactionId = _told.TransactionId, Mac = mac,
            HostName = _told.HostName, ClientFqdn = _told.ClientFqdn, VendorClass = _told.VendorClass, ParameterRequests = _told.ParameterRequests,
        };
        if (words.IsEmpty || words == _words)
        {
            return null;
        }

        return _words = words;
    }

    private static DhcpExchange WithClients(DhcpExchange told, byte code, ReadOnlySpan<byte> value) => code switch
    {
        12 => told with { HostName = Text(value) },
        50 => told with { RequestedAddress = Address(value) ?? told.RequestedAddress },
        54 => told with { ServerAddress = Address(value) ?? told.ServerAddress },
        55 => told with { ParameterRequests = Numbers(value) },
        56 => told with { ClientMessage = Text(value) },
        60 => told with { VendorClass = Text(value) },
        61 => told with { ClientIdentifier = Convert.ToHexStringLower(value[..Math.Min(value.Length, MaxIdentifierBytes)]) },
        81 => told with { ClientFqdn = Fqdn(value) ?? told.ClientFqdn },
        _ => told,
    };

    private static DhcpExchange WithServers(DhcpExchange told, byte code, ReadOnlySpan<byte> value) => code switch
    {
        3 => told with { Router = Address(value) ?? told.Router },
        6 => told with { NameServer = Address(value) ?? told.NameServer },
        12 => told with { HostName = Text(value) },
        15 => told with { Domain = Text(value) },
        51 when value.Length == sizeof(uint) => told with { LeaseSeconds = BinaryPrimitives.ReadUInt32BigEndian(value) },
        54 => told with { ServerAddress = Address(value) ?? told.ServerAddress },
        56 => told with { ServerMessage = Text(value) },
        81 => told with { ClientFqdn = Fqdn(value) ?? told.ClientFqdn },
        _ => told,
    };

    private static NetAddress? Known(NetAddress address) => address == NetAddress.V4(0) ? null : address;

    /// <summary>Where several may stand, the first.</summary>
    private static NetAddress? Address(ReadOnlySpan<byte> value) => value.Length >= sizeof(uint) ? Known(NetAddress.V4(value)) : null;

    /// <summary>Some end their texts with a zero.</summary>
    private static string Text(ReadOnlySpan<byte> value) => WireText.OfAscii(value.TrimEnd((byte)0), MaxTextChars);

    private static string Numbers(ReadOnlySpan<byte> value)
    {
        Span<char> space = stackalloc char[BoundedText.MaxChars];
        var text = new BoundedText(space);
        for (var i = 0; i < value.Length; i++)
        {
            text.Append(i == 0 ? "" : ",");
            text.Append(value[i]);
        }

        return text.ToString();
    }

    /// <summary>Flags, two results, and the name: as DNS writes names, or, from old clients, as text (RFC 4702, 2).</summary>
    private static string? Fqdn(ReadOnlySpan<byte> value)
    {
        const int nameAt = 3;
        const int isWireName = 0x04;
        if (value.Length <= nameAt)
        {
            return null;
        }

        return (value[0] & isWireName) != 0 ? DhcpNames.OfLabels(value[nameAt..]) : Text(value[nameAt..]);
    }
}
