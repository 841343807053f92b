namespace Soc.Capture.Protocols.Kerberos;

/// <summary>A request for a ticket with its answer, or the one of them that was seen (RFC 4120). Texts are bounded by <see cref="KerberosLimits"/>; "" is not said.</summary>
public sealed record KerberosExchange : ProtocolRecord
{
    public required KerberosRequestType RequestType { get; init; }

    /// <summary>When the answer came, nanoseconds since 1970; 0 when none was seen.</summary>
    public required long AnsweredAtNs { get; init; }

    /// <summary>Who wants it: parts with slashes, without the realm.</summary>
    public required string Client { get; init; }

    /// <summary>For which service: parts with slashes, without the realm.</summary>
    public required string Service { get; init; }

    /// <summary>Of the client where the answer says it, else that of the request.</summary>
    public required string Realm { get; init; }

    /// <summary>Null when no answer was seen.</summary>
    public required bool? IsSuccess { get; init; }

    /// <summary>0 for none.</summary>
    public required int ErrorCode { get; init; }

    /// <summary>As RFC 4120, 7.5.9, names it; "" for none.</summary>
    public required string ErrorName { get; init; }

    /// <summary>The server's own words.</summary>
    public required string ErrorText { get; init; }

    /// <summary>From when the ticket is wanted, nanoseconds since 1970; 0 is at once.</summary>
    public required long FromNs { get; init; }

    /// <summary>Until when the ticket is wanted, nanoseconds since 1970; 0 when not said.</summary>
    public required long TillNs { get; init; }

    /// <summary>Until when it is to be renewable, nanoseconds since 1970; 0 when not said.</summary>
    public required long RenewableTillNs { get; init; }

    /// <summary>The request wants it.</summary>
    public required bool IsForwardable { get; init; }

    /// <summary>The request wants it.</summary>
    public required bool IsRenewable { get; init; }

    /// <summary>The client proves its key already in the request; without it anyone can have what is encrypted with the user's key.</summary>
    public required bool HasPreauthentication { get; init; }

    /// <summary>What the client offers, by number (RFC 3961), the best first.</summary>
    public required IReadOnlyList<int> OfferedEncryptionTypes { get; init; }

    /// <summary>Of the ticket; 0 without one.</summary>
    public required int TicketEncryptionType { get; init; }

    /// <summary>Such as "aes256-cts-hmac-sha1-96"; the number when it has no usual name; "" without a ticket.</summary>
    public required string TicketEncryption { get; init; }

    /// <summary>Of the answer's own part: that of the client's key.</summary>
    public required int ReplyEncryptionType { get; init; }

    /// <summary>Lists are compared by what is in them.</summary>
    public bool Equals(KerberosExchange? other) => other is not null && ToText() == other.ToText();

    public override int GetHashCode() => HashCode.Combine(AtNs, StringComparer.Ordinal.GetHashCode(Client), StringComparer.Ordinal.GetHashCode(Service));

    private string ToText() => FormattableString.Invariant(
        $"{AtNs}\n{AnsweredAtNs}\n{RequestType}\n{Client}\n{Service}\n{Realm}\n{IsSuccess}\n{ErrorCode}\n{ErrorText}\n{FromNs}\n{TillNs}\n{RenewableTillNs}\n{IsForwardable}\n{IsRenewable}\n{HasPreauthentication}\n{string.Join(',', OfferedEncryptionTypes)}\n{TicketEncryptionType}\n{ReplyEncryptionType}");
}
