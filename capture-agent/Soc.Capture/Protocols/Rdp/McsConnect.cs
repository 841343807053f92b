namespace Soc.Capture.Protocols.Rdp;

/// <summary>Finds the blocks of settings in the first messages of T.125 (in BER) and in the conference of T.124 within (in PER).</summary>
internal static class McsConnect
{
    private const byte Application = 0x7F;
    private const byte ConnectInitial = 0x65;
    private const byte ConnectResponse = 0x66;
    private const byte OctetString = 0x04;

    /// <summary>Fields of the initial before the user's data: two selectors, a flag, three sets of parameters (T.125 section 7).</summary>
    private const int FieldsOfInitial = 6;

    /// <summary>Of the response: result, id, parameters.</summary>
    private const int FieldsOfResponse = 3;

    /// <summary>Of a request to make a conference, before the key: choices, a name of one digit, the kind of the key with its length (T.124 section 8.7).</summary>
    private const int RequestHeadBytes = 8;

    /// <summary>Of the answer, before the key: node, tag, result, the kind of the key with its length.</summary>
    private const int AnswerHeadBytes = 9;

    private static ReadOnlySpan<byte> ObjectKey => [0x00, 0x05, 0x00, 0x14, 0x7C, 0x00, 0x01];

    private static ReadOnlySpan<byte> ClientKey => "Duca"u8;

    private static ReadOnlySpan<byte> ServerKey => "McDn"u8;

    /// <returns>The client's blocks; empty when it is none or broken.</returns>
    public static ReadOnlySpan<byte> ClientBlocks(ReadOnlySpan<byte> message) =>
        Blocks(message, ConnectInitial, FieldsOfInitial, RequestHeadBytes, ClientKey);

    /// <returns>The server's blocks; empty when it is none or broken.</returns>
    public static ReadOnlySpan<byte> ServerBlocks(ReadOnlySpan<byte> message) =>
        Blocks(message, ConnectResponse, FieldsOfResponse, AnswerHeadBytes, ServerKey);

    /// <summary>Is the client's first message of T.125.</summary>
    public static bool IsInitial(ReadOnlySpan<byte> message) => message is [Application, ConnectInitial, ..];

    private static ReadOnlySpan<byte> Blocks(ReadOnlySpan<byte> message, byte tag, int fields, int headBytes, ReadOnlySpan<byte> key)
    {
        var reader = new ByteReader(message);
        if (reader.U8() != Application || reader.U8() != tag)
        {
            return [];
        }

        reader = new ByteReader(reader.Take(BerLength(ref reader)));
        for (var i = 0; i < fields; i++)
        {
            reader.Skip(1);
            reader.Skip(BerLength(ref reader));
        }

        if (reader.U8() != OctetString)
        {
            return [];
        }

        var conference = new ByteReader(reader.Take(BerLength(ref reader)));
        if (!conference.Take(ObjectKey.Length).SequenceEqual(ObjectKey))
        {
            return [];
        }

        _ = PerLength(ref conference);
        conference.Skip(headBytes);
        if (!conference.Take(key.Length).SequenceEqual(key))
        {
            return [];
        }

        // Some servers say less than they send: what is there counts.
        var length = PerLength(ref conference);
        return conference.Rest[..Math.Min(length, conference.Remaining)];
    }

    /// <summary>One byte, or 0x81 and one, or 0x82 and two (X.690 section 8.1.3); longer ones nobody needs.</summary>
    private static int BerLength(ref ByteReader reader)
    {
        var first = reader.U8();
        return first switch
        {
            < 0x80 => first,
            0x81 => reader.U8(),
            0x82 => reader.U16(),
            _ => -1,
        };
    }

    /// <summary>One byte, or two with the highest bit set (X.691 section 11.9).</summary>
    private static int PerLength(ref ByteReader reader)
    {
        var first = reader.U8();
        return first < 0x80 ? first : ((first & 0x7F) << 8) | reader.U8();
    }
}
