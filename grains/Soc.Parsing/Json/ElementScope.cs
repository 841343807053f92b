using System.Text.Json;
using Soc.Model.Events;

namespace Soc.Parsing.Json;

/// <summary>One object of a record: where it begins, and what is known besides it.</summary>
public readonly ref struct ElementScope
{
    private readonly ReadOnlySpan<byte> _document;
    private readonly int _start;

    internal ElementScope(ReadOnlySpan<byte> document, int start, scoped in SourceContext context)
    {
        _document = document;
        _start = start;
        Context = context;
    }

    public SourceContext Context { get; }

    /// <summary>The object's own bytes, once the reader has passed it.</summary>
    public ReadOnlySpan<byte> Bytes(scoped ref Utf8JsonReader reader) => _document[_start..(int)reader.BytesConsumed];

    /// <summary>At most <see cref="SecurityEvent.MaxRawBytes"/> of the object, cut between characters.</summary>
    public static byte[] Raw(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > SecurityEvent.MaxRawBytes)
        {
            var end = SecurityEvent.MaxRawBytes;
            while (end > 0 && (bytes[end] & 0xC0) == 0x80)
            {
                end--;
            }

            bytes = bytes[..end];
        }

        return bytes.ToArray();
    }

    /// <summary>
    /// Time of the event: the record's own; without one the envelope's; without that the arrival. Null where the record has a time
    /// that cannot be read: another would be a guess.
    /// </summary>
    internal long? TimeMs(in JsonTime own) => own.State switch
    {
        JsonTimeState.Read => own.UnixMs,
        JsonTimeState.Unreadable => null,
        _ => Context.EnvelopeTimeMs > 0 ? Context.EnvelopeTimeMs : Context.ReceivedMs,
    };
}
