namespace Soc.Capture.Protocols.Ssh;

/// <summary>Reads what both sides say before they encrypt, and tells it once: when all was seen, or at the end what is known.</summary>
internal sealed class SshParser : StreamParser
{
    private readonly SshSide _client = new();
    private readonly SshSide _server = new();
    private long? _atNs;
    private bool _isTold;

    public override StreamStep Read(Side side, ReadOnlySpan<byte> data, long atNs, IProtocolSink sink)
    {
        _atNs ??= atNs;
        var at = side == Side.Originator ? _client : _server;
        var consumed = 0;
        while (consumed < data.Length)
        {
            var read = at.Read(data[consumed..]);
            if (read < 0)
            {
                return new StreamStep(consumed, Tell(sink, ParserVerdict.NotMine));
            }

            if (read == 0)
            {
                break;
            }

            consumed += read;
            if (IsAllSeen() || at.BytesAfter > SshLimits.MaxUnansweredBytes)
            {
                return new StreamStep(consumed, Tell(sink, ParserVerdict.Done));
            }
        }

        return new StreamStep(consumed, ParserVerdict.More);
    }

    /// <summary>Nothing after a gap can be cut into packets any more; what was read is told.</summary>
    public override ParserVerdict Gap(Side side, long bytes, long atNs, IProtocolSink sink) => Tell(sink, ParserVerdict.NotMine);

    public override void End(long atNs, IProtocolSink sink) => Tell(sink, ParserVerdict.Done);

    private static string? Chosen(IReadOnlyList<string>? client, IReadOnlyList<string>? server) =>
        client is null || server is null ? null : client.FirstOrDefault(name => !IsSignal(name) && server.Contains(name, StringComparer.Ordinal));

    /// <summary>Stands in the list of key exchanges and is none: it says what a side understands (RFC 8308 section 2.1; OpenSSH's PROTOCOL, section 1.10).</summary>
    private static bool IsSignal(string name) => name.StartsWith("ext-info-", StringComparison.Ordinal) || name.StartsWith("kex-strict-", StringComparison.Ordinal);

    private bool IsAllSeen() => _client.Banner is not null && _server.Banner is not null && (Version() != 2 || (_client.Offer is not null && _server.Offer is not null));

    private int? Version() => (_client.Banner, _server.Banner) switch
    {
        ({ SpeaksTwo: true }, { SpeaksTwo: true }) => 2,
        ({ SpeaksOne: true }, { SpeaksOne: true }) => 1,
        _ => null,
    };

    private ParserVerdict Tell(IProtocolSink sink, ParserVerdict verdict)
    {
        if (_isTold || (_client.Banner is null && _server.Banner is null))
        {
            return verdict;
        }

        _isTold = true;
        var (client, server) = (_client.Offer, _server.Offer);
        sink.Take(new SshConnection
        {
            AtNs = _atNs ?? 0,
            Version = Version(),
            Client = _client.Banner,
            Server = _server.Banner,
            ClientOffer = client,
            ServerOffer = server,
            KeyExchange = Chosen(client?.KeyExchanges, server?.KeyExchanges),
            HostKey = Chosen(client?.HostKeys, server?.HostKeys),
            CipherToServer = Chosen(client?.CiphersToServer, server?.CiphersToServer),
            CipherToClient = Chosen(client?.CiphersToClient, server?.CiphersToClient),
            MacToServer = Chosen(client?.MacsToServer, server?.MacsToServer),
            MacToClient = Chosen(client?.MacsToClient, server?.MacsToClient),
            CompressionToServer = Chosen(client?.CompressionsToServer, server?.CompressionsToServer),
            CompressionToClient = Chosen(client?.CompressionsToClient, server?.CompressionsToClient),
        });
        return ParserVerdict.Done;
    }
}
