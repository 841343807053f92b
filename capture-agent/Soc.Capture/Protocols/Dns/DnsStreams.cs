using System.Buffers.Binary;

namespace Soc.Capture.Protocols.Dns;

/// <summary>DNS over TCP: messages with their length, two bytes, before each (RFC 1035, 4.2.2).</summary>
public sealed class DnsStreams : IStreamProtocol
{
    internal const int LengthBytes = 2;

    /// <summary>A header, the longest name, and its type and class: with so much it is known.</summary>
    private const int MaxNeededBytes = LengthBytes + DnsHeader.Bytes + WireName.MaxBytes + 4;

    /// <summary>A header and a question for the root.</summary>
    private const int MinMessageBytes = DnsHeader.Bytes + 5;

    public string Name => "dns";

    public Recognition Recognise(Side side, ReadOnlySpan<byte> data)
    {
        if (data.Length < LengthBytes)
        {
            return Recognition.Unsure;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(data);
        if (length < MinMessageBytes)
        {
            return Recognition.No;
        }

        var message = data[LengthBytes..Math.Min(data.Length, LengthBytes + length)];
        if (!DnsHeader.TryRead(message, out var header))
        {
            return Recognition.Unsure;
        }

        if (!header.IsPlausible(DnsVariant.Dns) || header.Questions != 1)
        {
            return Recognition.No;
        }

        if (DnsQuestion.IsSound(message, DnsVariant.Dns, isTypeKnown: true))
        {
            return Recognition.Yes;
        }

        return message.Length < length && data.Length < MaxNeededBytes ? Recognition.Unsure : Recognition.No;
    }

    public StreamParser Begin() => new DnsStreamParser();
}
