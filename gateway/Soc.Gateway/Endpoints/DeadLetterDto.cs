using System.Globalization;
using System.Text;
using Soc.EventLog;

namespace Soc.Gateway.Endpoints;

/// <summary>A record that could not be parsed.</summary>
/// <param name="Id">Names it in a replay.</param>
/// <param name="Received">When it arrived.</param>
/// <param name="Source">Sourcetype that the sender gave, or the parser that refused it.</param>
/// <param name="Reason">Why it could not be parsed.</param>
/// <param name="Raw">The record as text; bytes that are no UTF-8 are shown as U+FFFD.</param>
/// <param name="RawBase64">The bytes themselves, when they are no UTF-8; else null.</param>
/// <param name="RawLength">Its length, bytes; more than <paramref name="Raw"/> holds when it was cut.</param>
/// <param name="Replayed">When it was replayed, or null.</param>
public sealed record DeadLetterDto(string Id, string Received, string? Source, string Reason, string Raw, string? RawBase64, int RawLength, string? Replayed)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static DeadLetterDto Of(StoredDeadLetter stored, long? replayedMs)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var letter = stored.Letter;
        return new DeadLetterDto(
            IdOf(stored.Offset),
            Wire.Time(letter.ReceivedMs),
            letter.Sourcetype,
            letter.Reason,
            Encoding.UTF8.GetString(letter.Raw),
            IsText(letter.Raw) ? null : Convert.ToBase64String(letter.Raw),
            letter.RawLength,
            replayedMs is { } ms ? Wire.Time(ms) : null);
    }

    /// <summary>Reads an id.</summary>
    public static bool TryOffset(string? id, out long offset)
    {
        offset = 0;
        return id is ['d', 'l', '-', ..] && long.TryParse(id.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out offset) && offset < long.MaxValue;
    }

    private static string IdOf(long offset) => string.Create(CultureInfo.InvariantCulture, $"dl-{offset}");

    private static bool IsText(byte[] raw)
    {
        try
        {
            _ = Strict.GetCharCount(raw);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
