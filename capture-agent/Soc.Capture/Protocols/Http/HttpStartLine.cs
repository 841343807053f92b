using System.Buffers;
using System.Globalization;

namespace Soc.Capture.Protocols.Http;

/// <summary>First lines of requests and answers (RFC 9112, 3 and 4).</summary>
internal static class HttpStartLine
{
    private static readonly SearchValues<byte> MethodBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ-_"u8);

    private static ReadOnlySpan<byte> AnswerStart => "HTTP/1."u8;

    private static ReadOnlySpan<byte> VersionMark => " HTTP/1."u8;

    public static Recognition Recognise(ReadOnlySpan<byte> data)
    {
        // Empty lines before a request are allowed (RFC 9112, 2.2).
        data = data.TrimStart("\r\n"u8);
        var start = AnswerStart;
        if (data.StartsWith(start))
        {
            return Recognition.Yes;
        }

        if (start.StartsWith(data[..Math.Min(data.Length, start.Length)]))
        {
            return Recognition.Unsure;
        }

        var seen = data[..Math.Min(data.Length, HttpLimits.MaxUnknownMethodBytes + 1)];
        var method = seen.IndexOfAnyExcept(MethodBytes);
        if (method < 0)
        {
            return seen.Length > HttpLimits.MaxUnknownMethodBytes ? Recognition.No : Recognition.Unsure;
        }

        if (method == 0 || data[method] != ' ')
        {
            return Recognition.No;
        }

        var end = data[..Math.Min(data.Length, HttpLimits.MaxLineBytes)].IndexOf((byte)'\n');
        if (end >= 0)
        {
            return IsRequest(data[..end].TrimEnd((byte)'\r')) ? Recognition.Yes : Recognition.No;
        }

        return data.Length >= HttpLimits.MaxLineBytes
            ? IsTarget(data[..method], data[(method + 1)..]) ? Recognition.Yes : Recognition.No
            : Recognition.Unsure;
    }

    /// <param name="line">Without its end.</param>
    /// <param name="isCut">The line was longer, so that its version is not there.</param>
    public static bool TryRequest(ReadOnlySpan<byte> line, bool isCut, HttpTransaction transaction)
    {
        var space = line.IndexOf((byte)' ');
        if (!(isCut ? space > 0 && IsTarget(line[..space], line[(space + 1)..]) : IsRequest(line)))
        {
            return false;
        }

        var target = line[(space + 1)..];
        var mark = isCut ? -1 : target.LastIndexOf(VersionMark);
        transaction.RequestVersion = isCut ? "" : mark < 0 ? "0.9" : WireText.OfUtf8(target[(mark + VersionMark.Length - 2)..], 3);
        transaction.Method = WireText.OfUtf8(line[..space], HttpLimits.MaxMethodChars);
        transaction.Uri = WireText.OfUtf8((mark < 0 ? target : target[..mark]).Trim((byte)' '), HttpLimits.MaxUriChars);
        return true;
    }

    /// <summary>Reads "HTTP/1.1 200 OK".</summary>
    public static bool TryAnswer(ReadOnlySpan<byte> line, out string version, out int code, out string message)
    {
        (version, code, message) = ("", 0, "");
        if (!line.StartsWith(AnswerStart) || line.Length < AnswerStart.Length + 1)
        {
            return false;
        }

        version = WireText.OfUtf8(line.Slice(AnswerStart.Length - 2, 3), 3);
        var rest = line[(AnswerStart.Length + 1)..].TrimStart((byte)' ');
        var digits = rest[..Math.Min(rest.Length, 3)];
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out code) || digits.Length != 3)
        {
            return false;
        }

        message = WireText.OfUtf8(rest[3..].Trim((byte)' '), HttpLimits.MaxValueChars);
        return true;
    }

    private static bool IsRequest(ReadOnlySpan<byte> line)
    {
        var space = line.IndexOf((byte)' ');
        if (space <= 0 || space > HttpLimits.MaxUnknownMethodBytes || line[..space].ContainsAnyExcept(MethodBytes))
        {
            return false;
        }

        var mark = line[space..].LastIndexOf(VersionMark);
        if (mark >= 0)
        {
            // One digit ends the line; spaces after it are forgiven.
            var minor = line[(space + mark + VersionMark.Length)..].TrimEnd((byte)' ');
            return minor is [>= (byte)'0' and <= (byte)'9'];
        }

        // HTTP/0.9 had GET and nothing else; "GET /x SIP/2.0" is not it.
        var target = line[(space + 1)..].TrimEnd((byte)' ');
        return line[..space].SequenceEqual("GET"u8) && target is [(byte)'/', ..] && !target.Contains((byte)' ');
    }

    private static bool IsTarget(ReadOnlySpan<byte> method, ReadOnlySpan<byte> target) =>
        !method.ContainsAnyExcept(MethodBytes) && (target is [(byte)'/', ..] || target.StartsWith("http"u8));
}
