using Soc.Model.Events;
using Soc.Model.Ingest;

namespace Soc.EventLog.Codec;

/// <summary>
/// Compact binary form of what the log holds. A payload is a kind byte, a version byte and tagged fields; the field number
/// is the member's Orleans id plus one, so that both keep the same promise: numbers are never used again, and data written
/// before a field was added reads with that field empty.
/// </summary>
public static class EventCodec
{
    /// <summary>Raised only when older readers could not read on; a new field does not raise it.</summary>
    public const byte Version = 1;

    private const byte EventKind = 1;
    private const byte ReceiptKind = 2;
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;
    private const int G = Wire.Group;

    /// <summary>Appends what an entry holds to the buffer.</summary>
    /// <exception cref="ArgumentException">The entry is empty.</exception>
    public static void Write(FieldWriter writer, LogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Event is { } e)
        {
            Write(writer, e);
        }
        else
        {
            Write(writer, entry.Receipt ?? throw new ArgumentException("An entry has an event or a receipt.", nameof(entry)));
        }
    }

    /// <summary>Appends an event to the buffer.</summary>
    public static void Write(FieldWriter writer, SecurityEvent e)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(e);
        writer.RawByte(EventKind);
        writer.RawByte(Version);
        writer.Id(1, e.Id);
        writer.Text(2, e.Client);
        writer.Number(3, (int)e.Class);
        writer.Number(4, e.ActivityId);
        writer.Number(5, e.TimeMs);
        writer.Number(6, e.ReceivedMs);
        writer.Text(7, e.Source);
        writer.Text(8, e.SourceKind);
        writer.Number(9, (int)e.Severity);
        writer.Number(10, (int)e.Status);
        writer.Text(11, e.StatusCode);
        writer.Text(12, e.Message);
        UserCodec.Write(writer, 13, e.User);
        UserCodec.Write(writer, 14, e.Actor);
        EndpointCodec.Write(writer, 15, e.Src);
        EndpointCodec.Write(writer, 16, e.Dst);
        DeviceCodec.Write(writer, 17, e.Device);
        SessionCodec.Write(writer, 18, e.Session);
        AuthCodec.Write(writer, 19, e.Auth);
        TrafficCodec.Write(writer, 20, e.Traffic);
        HttpCodec.Write(writer, 21, e.Http);
        FindingCodec.Write(writer, 22, e.Finding);
        ChangeCodec.Write(writer, 23, e.Change);
        writer.Text(24, e.Reporter);
        writer.Text(26, e.UserKey);
        DnsCodec.Write(writer, 27, e.Dns);
        TlsCodec.Write(writer, 28, e.Tls);
        FileCodec.Write(writer, 29, e.File);
        DhcpCodec.Write(writer, 30, e.Dhcp);

        // Last, so that a reader who does not want it passes over it in one step.
        if (e.Raw is { } raw)
        {
            writer.Blob(25, raw.AsSpan(0, Math.Min(raw.Length, SecurityEvent.MaxRawBytes)));
        }
    }

    /// <summary>Appends a receipt to the buffer.</summary>
    public static void Write(FieldWriter writer, IngestReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(receipt);
        writer.RawByte(ReceiptKind);
        writer.RawByte(Version);
        writer.Text(1, receipt.Client);
        writer.Number(2, receipt.ReceivedMs);
        foreach (var count in receipt.Counts)
        {
            IngestCountCodec.Write(writer, 3, count);
        }
    }

    /// <summary>Reads a payload. Exactly one of the two is set when it succeeds; false for damage and for a newer version.</summary>
    /// <param name="payload">What <see cref="Write(FieldWriter, SecurityEvent)"/> or its sister wrote.</param>
    /// <param name="strings">Shared strings, of this reader.</param>
    /// <param name="withRaw">Read the raw slice too; the pump does not want it.</param>
    /// <param name="e">The event.</param>
    /// <param name="receipt">The receipt.</param>
    public static bool TryRead(ReadOnlySpan<byte> payload, StringTable strings, bool withRaw, out SecurityEvent? e, out IngestReceipt? receipt)
    {
        e = null;
        receipt = null;
        if (payload.Length < 2 || payload[1] != Version)
        {
            return false;
        }

        var reader = new FieldReader(payload[2..], strings);
        switch (payload[0])
        {
            case EventKind:
                e = ReadEvent(ref reader, withRaw);
                break;
            case ReceiptKind:
                receipt = ReadReceipt(ref reader);
                break;
            default:
                return false;
        }

        if (reader.Failed)
        {
            e = null;
            receipt = null;
        }

        return !reader.Failed;
    }

    private static SecurityEvent ReadEvent(ref FieldReader reader, bool withRaw)
    {
        EventId id = default;
        string client = "", source = "";
        string? sourceKind = null, statusCode = null, message = null, reporter = null, userKey = null;
        int @class = 0, activity = 0, severity = 0, status = 0;
        long timeMs = 0, receivedMs = 0;
        UserIdentity? user = null, actor = null;
        EndpointSection? src = null, dst = null;
        DeviceSection? device = null;
        SessionSection? session = null;
        AuthSection? auth = null;
        TrafficSection? traffic = null;
        HttpSection? http = null;
        FindingSection? finding = null;
        ChangeSection? change = null;
        DnsSection? dns = null;
        TlsSection? tls = null;
        FileSection? file = null;
        DhcpSection? dhcp = null;
        byte[]? raw = null;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | Wire.Fixed16: id = reader.Id(); break;
                case (2 << 2) | B: client = reader.Shared(); break;
                case (3 << 2) | N: @class = reader.Int(); break;
                case (4 << 2) | N: activity = reader.Int(); break;
                case (5 << 2) | N: timeMs = reader.Long(); break;
                case (6 << 2) | N: receivedMs = reader.Long(); break;
                case (7 << 2) | B: source = reader.Shared(); break;
                case (8 << 2) | B: sourceKind = reader.Shared(); break;
                case (9 << 2) | N: severity = reader.Int(); break;
                case (10 << 2) | N: status = reader.Int(); break;
                case (11 << 2) | B: statusCode = reader.Shared(); break;
                case (12 << 2) | B: message = reader.Text(); break;
                case (13 << 2) | G: user = UserCodec.Read(ref reader); break;
                case (14 << 2) | G: actor = UserCodec.Read(ref reader); break;
                case (15 << 2) | G: src = EndpointCodec.Read(ref reader); break;
                case (16 << 2) | G: dst = EndpointCodec.Read(ref reader); break;
                case (17 << 2) | G: device = DeviceCodec.Read(ref reader); break;
                case (18 << 2) | G: session = SessionCodec.Read(ref reader); break;
                case (19 << 2) | G: auth = AuthCodec.Read(ref reader); break;
                case (20 << 2) | G: traffic = TrafficCodec.Read(ref reader); break;
                case (21 << 2) | G: http = HttpCodec.Read(ref reader); break;
                case (22 << 2) | G: finding = FindingCodec.Read(ref reader); break;
                case (23 << 2) | G: change = ChangeCodec.Read(ref reader); break;
                case (24 << 2) | B: reporter = reader.Shared(); break;
                case (25 << 2) | B when withRaw: raw = reader.Blob(); break;
                case (26 << 2) | B: userKey = reader.Text(); break;
                case (27 << 2) | G: dns = DnsCodec.Read(ref reader); break;
                case (28 << 2) | G: tls = TlsCodec.Read(ref reader); break;
                case (29 << 2) | G: file = FileCodec.Read(ref reader); break;
                case (30 << 2) | G: dhcp = DhcpCodec.Read(ref reader); break;
                default: reader.Skip(tag); break;
            }
        }

        return new SecurityEvent
        {
            Id = id,
            Client = client,
            Class = (EventClass)@class,
            ActivityId = activity,
            TimeMs = timeMs,
            ReceivedMs = receivedMs,
            Source = source,
            SourceKind = sourceKind,
            Severity = (Severity)severity,
            Status = (EventStatus)status,
            StatusCode = statusCode,
            Message = message,
            User = user,
            Actor = actor,
            Src = src,
            Dst = dst,
            Device = device,
            Session = session,
            Auth = auth,
            Traffic = traffic,
            Http = http,
            Finding = finding,
            Change = change,
            Reporter = reporter,
            Raw = raw,
            UserKey = userKey,
            Dns = dns,
            Tls = tls,
            File = file,
            Dhcp = dhcp,
        };
    }

    private static IngestReceipt ReadReceipt(ref FieldReader reader)
    {
        var client = "";
        long receivedMs = 0;
        var counts = new List<IngestCount>();
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B: client = reader.Shared(); break;
                case (2 << 2) | N: receivedMs = reader.Long(); break;
                case (3 << 2) | G: counts.Add(IngestCountCodec.Read(ref reader)); break;
                default: reader.Skip(tag); break;
            }
        }

        return new IngestReceipt { Client = client, ReceivedMs = receivedMs, Counts = [.. counts] };
    }
}
