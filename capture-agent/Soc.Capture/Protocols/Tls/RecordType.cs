namespace Soc.Capture.Protocols.Tls;

/// <summary>Kinds of records (RFC 8446 section 5.1), and what bounds them.</summary>
internal static class RecordType
{
    public const byte ChangeCipherSpec = 20;
    public const byte Alert = 21;
    public const byte Handshake = 22;
    public const byte ApplicationData = 23;
    public const byte Heartbeat = 24;

    public const int HeaderBytes = 5;

    /// <summary>2^14 of content and at most 2048 of what encryption adds (RFC 5246 section 6.2.3).</summary>
    public const int MaxRecordBytes = 16_384 + 2048;

    /// <summary>Records say 3.0 to 3.4.</summary>
    public const byte MaxMinorVersion = 4;
}
