namespace Soc.EventLog.Codec;

/// <summary>Compact binary form of a dead letter.</summary>
internal static class DeadLetterCodec
{
    private const byte LetterKind = 3;
    private const byte Version = 1;
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, DeadLetter letter)
    {
        writer.RawByte(LetterKind);
        writer.RawByte(Version);
        writer.Text(1, letter.Client);
        writer.Number(2, letter.ReceivedMs);
        writer.Text(3, letter.Sourcetype);
        writer.Text(4, letter.Reason);
        writer.Number(5, letter.RawLength);
        writer.Blob(6, letter.Raw.AsSpan(0, Math.Min(letter.Raw.Length, DeadLetter.MaxRawBytes)));
    }

    /// <summary>Null for damage, a newer version, and letters of another client.</summary>
    public static DeadLetter? Read(ReadOnlySpan<byte> payload, StringTable strings, string ofClient)
    {
        if (payload.Length < 2 || payload[0] != LetterKind || payload[1] != Version)
        {
            return null;
        }

        var reader = new FieldReader(payload[2..], strings);
        string client = "", reason = "";
        string? sourcetype = null;
        long receivedMs = 0;
        var rawLength = 0;
        byte[] raw = [];
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B:
                    client = reader.Shared();
                    if (!string.Equals(client, ofClient, StringComparison.Ordinal))
                    {
                        return null;
                    }

                    break;
                case (2 << 2) | N: receivedMs = reader.Long(); break;
                case (3 << 2) | B: sourcetype = reader.Shared(); break;
                case (4 << 2) | B: reason = reader.Shared(); break;
                case (5 << 2) | N: rawLength = reader.Int(); break;
                case (6 << 2) | B: raw = reader.Blob(); break;
                default: reader.Skip(tag); break;
            }
        }

        return reader.Failed ? null : new DeadLetter(client, receivedMs, sourcetype, reason, raw, rawLength);
    }
}
