using System.Collections.Immutable;

namespace Soc.Capture.Protocols.Dns;

/// <summary>
/// A query and its answer, or what of the two was seen. A query sent again is one of its own. Of a dynamic update (RFC 2136) the answers are
/// its prerequisites and changes.
/// </summary>
public sealed record DnsTransaction : ProtocolRecord
{
    public required DnsVariant Variant { get; init; }

    /// <summary>Who asked.</summary>
    public required Side Asker { get; init; }

    /// <summary>The transaction's number; chosen by who asks, 0 in multicast DNS.</summary>
    public required ushort Id { get; init; }

    /// <summary>What is asked for: 0 is an ordinary query, 5 a dynamic update (of NetBIOS a registration).</summary>
    public required int Opcode { get; init; }

    public string OpcodeName => DnsCodes.Opcode(Opcode, Variant);

    /// <summary>
    /// Lower case, labels with dots between, bytes that are not printable as \xNN, the root ".". Of NetBIOS decoded. Of an answer without a
    /// question and of an update the first record's; empty when there is none. At most 1024 characters.
    /// </summary>
    public required string Name { get; init; }

    public required NameFigures Figures { get; init; }

    /// <summary>The sixteenth byte of a NetBIOS name, which says what kind of name it is; none for other protocols.</summary>
    public byte? NetbiosSuffix { get; init; }

    /// <summary>Of a dynamic update the zone; otherwise none.</summary>
    public string? Zone { get; init; }

    /// <summary>IANA number of the type asked for; none when no question was seen, and of an update.</summary>
    public ushort? Type { get; init; }

    public string? TypeName => Type is { } type ? DnsCodes.Type(type, Variant) : null;

    /// <summary>IANA number of the class asked for; the mark that multicast DNS puts on it (RFC 6762, 5.4) is taken off.</summary>
    public ushort? Class { get; init; }

    public string? ClassName => Class is { } dnsClass ? DnsCodes.Class(dnsClass) : null;

    /// <summary>Result; none when no answer was seen. Without the upper bits that EDNS adds.</summary>
    public int? Rcode { get; init; }

    public string? RcodeName => Rcode is { } rcode ? DnsCodes.Rcode(rcode) : null;

    /// <summary>AA: who answers has authority over the name.</summary>
    public bool IsAuthoritative { get; init; }

    /// <summary>TC: query or answer did not fit the datagram.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>RD: of the query if it was seen, otherwise as the answer repeats it. Of LLMNR: whose name is tentative.</summary>
    public bool IsRecursionDesired { get; init; }

    /// <summary>RA: who answers would ask others.</summary>
    public bool IsRecursionAvailable { get; init; }

    /// <summary>The three bits before the result, of the query if it was seen: DNSSEC's AD (2) and CD (1), NetBIOS' broadcast (1).</summary>
    public int ReservedBits { get; init; }

    /// <summary>The answer's records, in order; at most <see cref="DnsRecords.MaxAnswers"/>, and not more than 8192 characters in all.</summary>
    public ImmutableArray<DnsAnswer> Answers { get; init; } = [];

    /// <summary>Records that the answer says it has; more than <see cref="Answers"/> when those were cut.</summary>
    public int AnswerCount { get; init; }

    public bool IsQuerySeen { get; init; }

    public bool IsAnswerSeen { get; init; }

    /// <summary>From query to answer; none unless both were seen.</summary>
    public long? RoundTripNs { get; init; }

    /// <summary>Length of the query's message as captured; 0 when it was not seen.</summary>
    public int QueryBytes { get; init; }

    /// <summary>Length of the answer's message as captured; 0 when it was not seen.</summary>
    public int AnswerBytes { get; init; }
}
