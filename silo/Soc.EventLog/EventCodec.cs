using System.Buffers;
using System.Buffers.Binary;
using Orleans.Serialization;
using Soc.Model.Events;
using Soc.Model.Ingest;

namespace Soc.EventLog;

/// <summary>
/// Payload of a log record: kind (1 byte), length of the body (4), body, raw slice. The raw slice stands last, so that
/// the pump does not read it. The body is Orleans' version-tolerant form: members can be added.
/// </summary>
public sealed class EventCodec(Serializer serializer)
{
    private const byte EventKind = 1;
    private const byte ReceiptKind = 2;
    private const int HeaderBytes = 5;

    public byte[] Encode(LogEntry entry)
    {
        var writer = new ArrayBufferWriter<byte>(768);
        writer.GetSpan(HeaderBytes)[..HeaderBytes].Clear();
        writer.Advance(HeaderBytes);
        if (entry.Event is { } e)
        {
            serializer.Serialize(e.Raw is null ? e : e with { Raw = null }, writer);
        }
        else
        {
            serializer.Serialize(entry.Receipt!, writer);
        }

        var body = writer.WrittenCount - HeaderBytes;
        if (entry.Event?.Raw is { } raw)
        {
            writer.Write(raw);
        }

        var bytes = writer.WrittenSpan.ToArray();
        bytes[0] = entry.Event is null ? ReceiptKind : EventKind;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), body);
        return bytes;
    }

    /// <summary>False for a payload of a kind or form that this version does not know.</summary>
    public bool TryDecode(ReadOnlyMemory<byte> payload, out SecurityEvent? e, out IngestReceipt? receipt)
    {
        e = null;
        receipt = null;
        if (payload.Length < HeaderBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(payload.Span[1..]);
        if (length < 0 || length > payload.Length - HeaderBytes)
        {
            return false;
        }

        var body = payload.Slice(HeaderBytes, length);
        try
        {
            switch (payload.Span[0])
            {
                case EventKind:
                    e = serializer.Deserialize<SecurityEvent>(body);
                    return e is not null;
                case ReceiptKind:
                    receipt = serializer.Deserialize<IngestReceipt>(body);
                    return receipt is not null;
                default:
                    return false;
            }
        }
        catch (Exception x) when (x is SerializerException or InvalidOperationException or IndexOutOfRangeException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The raw slice of a payload; empty when it has none.</summary>
    public static ReadOnlyMemory<byte> RawOf(ReadOnlyMemory<byte> payload)
    {
        var length = payload.Length < HeaderBytes ? -1 : BinaryPrimitives.ReadInt32LittleEndian(payload.Span[1..]);
        return length < 0 || length > payload.Length - HeaderBytes ? default : payload[(HeaderBytes + length)..];
    }
}
