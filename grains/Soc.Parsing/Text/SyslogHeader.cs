using System.Buffers;

namespace Soc.Parsing.Text;

/// <summary>
/// The header of a syslog line in the forms that occur: RFC 3164 and 5424, no PRI or a space after it, a year or a zone or neither,
/// no host, and relayed lines with a second header after the first, of which the inner one counts.
/// </summary>
internal ref struct SyslogHeader
{
    private const int MaxHeaders = 4;
    private const int MaxTokenBytes = 255;

    private static readonly SearchValues<byte> NotInHosts = SearchValues.Create(",|=[\"{<"u8);

    /// <summary>Facility × 8 + severity, or −1.</summary>
    public int Priority { get; private set; }

    public bool HasTime { get; private set; }

    /// <summary>Milliseconds since the epoch; valid with <see cref="HasTime"/>.</summary>
    public long TimeMs { get; private set; }

    public ReadOnlySpan<byte> Host { get; private set; }

    /// <summary>Tag of RFC 3164, APP-NAME of RFC 5424; empty when there is none.</summary>
    public ReadOnlySpan<byte> App { get; private set; }

    public ReadOnlySpan<byte> ProcessId { get; private set; }

    /// <summary>After the host, with the tag where there is one: what a vendor's own format starts with.</summary>
    public ReadOnlySpan<byte> Message { get; private set; }

    /// <summary>After the tag.</summary>
    public ReadOnlySpan<byte> Body { get; private set; }

    /// <summary>True when there is a PRI or a time: the line could be syslog at all.</summary>
    public readonly bool IsSyslog => Priority >= 0 || HasTime;

    public static SyslogHeader Read(ReadOnlySpan<byte> record, scoped in SourceContext context) =>
        Read(record, context.ReceivedMs, context.ZoneOffsetMinutes);

    public static SyslogHeader Read(ReadOnlySpan<byte> record, long receivedMs, int zoneOffsetMinutes)
    {
        var header = new SyslogHeader { Priority = -1 };
        var rest = record.Trim(" \t\r\n\0"u8);
        for (var pass = 0; pass < MaxHeaders; pass++)
        {
            var before = rest.Length;
            if (!header.ReadOne(ref rest, receivedMs, zoneOffsetMinutes) || rest.Length == before || !StartsHeader(rest, receivedMs))
            {
                break;
            }
        }

        header.Message = rest;
        if (header.App.IsEmpty)
        {
            header.ReadTag(rest);
        }
        else
        {
            header.Body = rest;
        }

        return header;
    }

    /// <summary>A PRI at the start: <c>&lt;134&gt;</c>.</summary>
    public static bool TryPriority(ReadOnlySpan<byte> text, out int priority, out int consumed)
    {
        priority = 0;
        consumed = 0;
        if (text.Length < 3 || text[0] != '<')
        {
            return false;
        }

        var position = 1;
        while (position < text.Length && position < 4 && text[position] is >= (byte)'0' and <= (byte)'9')
        {
            priority = priority * 10 + (text[position] - '0');
            position++;
        }

        if (position == 1 || position >= text.Length || text[position] != '>' || priority > 191)
        {
            return false;
        }

        consumed = position + 1;
        return true;
    }

    private static bool StartsHeader(ReadOnlySpan<byte> rest, long receivedMs) =>
        TryPriority(AfterOctetCount(rest), out _, out _)
        || TimeText.TryMonthName(rest, receivedMs, 0, out _, out _)
        || (rest.Length > 20 && rest[10] == 'T' && TimeText.TryDateTime(rest, 0, out _, out _));

    private static ReadOnlySpan<byte> AfterOctetCount(ReadOnlySpan<byte> text)
    {
        var digits = 0;
        while (digits < text.Length && digits < 6 && text[digits] is >= (byte)'0' and <= (byte)'9')
        {
            digits++;
        }

        return digits > 0 && digits + 1 < text.Length && text[digits] == ' ' && text[digits + 1] == '<' ? text[(digits + 1)..] : text;
    }

    private static ReadOnlySpan<byte> Token(scoped ref ReadOnlySpan<byte> rest)
    {
        var length = rest.IndexOf((byte)' ');
        length = length < 0 ? rest.Length : length;
        var token = rest[..length];
        rest = rest[length..].TrimStart((byte)' ');
        return token;
    }

    private static ReadOnlySpan<byte> NilToEmpty(ReadOnlySpan<byte> token) => token.SequenceEqual("-"u8) ? default : token;

    private bool ReadOne(scoped ref ReadOnlySpan<byte> rest, long receivedMs, int zoneOffsetMinutes)
    {
        var text = AfterOctetCount(rest);
        if (TryPriority(text, out var priority, out var length))
        {
            Priority = priority;
            rest = text[length..].TrimStart((byte)' ');
            if (IsVersion(rest, out var versionLength) && TryRfc5424(ref rest, versionLength, receivedMs, zoneOffsetMinutes))
            {
                return true;
            }
        }

        var start = rest.TrimStart(":*. "u8);
        if (!TryTime(start, receivedMs, zoneOffsetMinutes, out var ms, out length))
        {
            return Priority >= 0;
        }

        HasTime = true;
        TimeMs = ms;
        rest = start[length..].TrimStart(": "u8);
        TakeHost(ref rest);
        return true;
    }

    private static bool IsVersion(ReadOnlySpan<byte> text, out int length)
    {
        length = text.Length > 2 && text[0] is >= (byte)'1' and <= (byte)'9' ? text[1] == ' ' ? 2 : text[2] == ' ' && text[1] is >= (byte)'0' and <= (byte)'9' ? 3 : 0 : 0;
        return length > 0;
    }

    private static bool TryTime(ReadOnlySpan<byte> text, long receivedMs, int zoneOffsetMinutes, out long ms, out int length) =>
        (text.Length > 0 && text[0] is >= (byte)'0' and <= (byte)'9' && TimeText.TryDateTime(text, zoneOffsetMinutes, out ms, out length))
        || TimeText.TryMonthName(text, receivedMs, zoneOffsetMinutes, out ms, out length);

    private bool TryRfc5424(scoped ref ReadOnlySpan<byte> rest, int versionLength, long receivedMs, int zoneOffsetMinutes)
    {
        var text = rest[versionLength..];
        if (text.StartsWith("- "u8))
        {
            rest = text[2..];
        }
        else if (TryTime(text, receivedMs, zoneOffsetMinutes, out var ms, out var length))
        {
            HasTime = true;
            TimeMs = ms;
            rest = text[length..].TrimStart((byte)' ');
        }
        else
        {
            return false;
        }

        var afterTime = rest;
        var host = Token(ref rest);
        if (!IsHost(host))
        {
            rest = afterTime;
            return true;
        }

        Host = NilToEmpty(host);
        var afterHost = rest;
        var app = Token(ref rest);
        var processId = Token(ref rest);
        _ = Token(ref rest);
        if (app.IsEmpty || processId.IsEmpty || !SkipStructuredData(ref rest))
        {
            // Some devices write a header that only looks like RFC 5424: the host, and then their own text.
            rest = afterHost;
            return true;
        }

        App = NilToEmpty(app);
        ProcessId = NilToEmpty(processId);
        return true;
    }

    private static bool SkipStructuredData(scoped ref ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("-"u8) && (rest.Length == 1 || rest[1] == ' '))
        {
            rest = rest[1..].TrimStart((byte)' ');
        }
        else if (rest.StartsWith("["u8))
        {
            var inQuotes = false;
            var position = 1;
            for (; position < rest.Length; position++)
            {
                var c = rest[position];
                if (inQuotes && c == '\\')
                {
                    position++;
                }
                else if (c == '"')
                {
                    inQuotes = !inQuotes;
                }
                else if (c == ']' && !inQuotes && (position + 1 == rest.Length || rest[position + 1] != '['))
                {
                    break;
                }
            }

            rest = rest[Math.Min(position + 1, rest.Length)..].TrimStart((byte)' ');
        }
        else
        {
            return false;
        }

        rest = rest.StartsWith("\uFEFF"u8) ? rest["\uFEFF"u8.Length..] : rest;
        return true;
    }

    private static bool IsHost(ReadOnlySpan<byte> token) =>
        token.Length is > 0 and <= MaxTokenBytes && token[^1] != ':' && token[0] != '%' && token.IndexOfAny(NotInHosts) < 0;

    private void TakeHost(scoped ref ReadOnlySpan<byte> rest)
    {
        var after = rest;
        var token = Token(ref after);
        if (IsHost(token) && !token.SequenceEqual("last"u8) && !after.IsEmpty)
        {
            Host = token;
            rest = after;
        }
    }

    private void ReadTag(ReadOnlySpan<byte> message)
    {
        Body = message;
        var length = 0;
        while (length < message.Length && length < 64 && IsTagByte(message[length]))
        {
            length++;
        }

        if (length == 0 || length == message.Length)
        {
            return;
        }

        var position = length;
        var processId = default(ReadOnlySpan<byte>);
        if (message[position] == '[')
        {
            var close = message[position..].IndexOf((byte)']');
            if (close is < 0 or > 32)
            {
                return;
            }

            processId = message.Slice(position + 1, close - 1);
            position += close + 1;
        }

        if (position >= message.Length || message[position] != ':')
        {
            return;
        }

        App = message[..length];
        ProcessId = processId;
        Body = message[(position + 1)..].TrimStart((byte)' ');
    }

    private static bool IsTagByte(byte c) => char.IsAsciiLetterOrDigit((char)c) || c is (byte)'-' or (byte)'_' or (byte)'.' or (byte)'/' or (byte)'(' or (byte)')' or (byte)'@';
}
