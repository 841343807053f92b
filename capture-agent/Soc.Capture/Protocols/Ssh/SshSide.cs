using System.Buffers.Binary;

namespace Soc.Capture.Protocols.Ssh;

/// <summary>What one side has said, and how far it was read.</summary>
internal sealed class SshSide
{
    private const byte KexInit = 20;

    /// <summary>Messages of the transport that may come at any time: disconnect, ignore, unimplemented, debug … (RFC 4253 section 12).</summary>
    private const byte MaxTransportMessage = 19;

    private const int LengthBytes = 4;

    /// <summary>Length of the padding and the message's type.</summary>
    private const int MinPacketBytes = 2;

    private int _preludeBytes;
    private int _packets;

    public SshBanner? Banner { get; private set; }

    public SshOffer? Offer { get; private set; }

    /// <summary>Nothing that is read here comes any more: the offer was seen, or the side speaks no version 2.</summary>
    public bool IsOver => Offer is not null || (Banner is not null && !Banner.SpeaksTwo);

    /// <summary>Bytes that came when it was over.</summary>
    public long BytesAfter { get; private set; }

    /// <summary>Reads the next line or packet.</summary>
    /// <returns>Bytes read; 0 when it is not complete; -1 when it is not SSH.</returns>
    public int Read(ReadOnlySpan<byte> data)
    {
        if (IsOver)
        {
            BytesAfter += data.Length;
            return data.Length;
        }

        return Banner is null ? ReadLine(data) : ReadPacket(data);
    }

    private int ReadLine(ReadOnlySpan<byte> data)
    {
        var mark = SshBanner.Mark;
        var isBanner = data.Length >= mark.Length && data[..mark.Length].SequenceEqual(mark);
        var room = isBanner ? SshLimits.MaxBannerBytes : SshLimits.MaxPreludeBytes - _preludeBytes;
        var end = data[..Math.Min(data.Length, room)].IndexOf((byte)'\n');
        if (end < 0)
        {
            return data.Length >= room ? -1 : 0;
        }

        if (isBanner)
        {
            Banner = SshBanner.Of(data[..end].TrimEnd((byte)'\r'));
        }
        else
        {
            _preludeBytes += end + 1;
        }

        return end + 1;
    }

    /// <summary>In clear until the keys are agreed on: length, length of padding, message, padding (RFC 4253 section 6).</summary>
    private int ReadPacket(ReadOnlySpan<byte> data)
    {
        if (data.Length < LengthBytes)
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(data);
        if (length is < MinPacketBytes or > SshLimits.MaxPacketBytes)
        {
            return -1;
        }

        if (data.Length < LengthBytes + (int)length)
        {
            return 0;
        }

        var packet = data.Slice(LengthBytes, (int)length);
        var messageBytes = packet.Length - 1 - packet[0];
        if (messageBytes < 1)
        {
            return -1;
        }

        var type = packet[1];
        if (type == KexInit)
        {
            Offer = SshOffer.Read(packet.Slice(2, messageBytes - 1));
            return Offer is null ? -1 : LengthBytes + (int)length;
        }

        return type is 0 or > MaxTransportMessage || ++_packets > SshLimits.MaxPacketsBeforeOffer ? -1 : LengthBytes + (int)length;
    }
}
