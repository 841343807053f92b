using System.Globalization;
using System.Text;
using Soc.Model.Response.Feeds;

namespace Soc.Response.Feeds;

/// <summary>How texts and times are written in feeds.</summary>
internal static class FeedText
{
    /// <summary>Longest comment on a line, characters: firewalls cut lines at 255.</summary>
    public const int MaxCommentLength = 160;

    public static string Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>On one line, in ASCII, short: a comment that nothing can break out of.</summary>
    public static string Comment(BlockEntry entry)
    {
        var text = new StringBuilder(MaxCommentLength).Append("until ").Append(Time(entry.UntilMs)).Append(' ');
        foreach (var c in entry.Reason)
        {
            if (text.Length == MaxCommentLength)
            {
                break;
            }

            text.Append(c is >= ' ' and <= '~' ? c : '?');
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>A line each, with a line feed after every one.</summary>
    public static byte[] Lines(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
