using System.IO.Compression;
using System.Text;
using Soc.Benchmarks.Lines;

namespace Soc.Benchmarks.EndToEnd;

/// <summary>Requests of raw vendor lines, as shippers make them: of one client and source each, every other one compressed.</summary>
internal static class HecPosts
{
    public const int MinLines = 500;
    public const int MaxLines = 1_000;

    public static List<HecPost> Of(IEnumerable<SignInStep> steps)
    {
        var posts = new List<HecPost>();
        var open = new Dictionary<(int Client, bool IsVpn), (StringBuilder Text, int Lines)>();
        foreach (var step in steps)
        {
            var key = (step.Client, step.IsVpn);
            var (text, lines) = open.TryGetValue(key, out var begun) ? begun : (new StringBuilder(), 0);
            text.Append(step.IsVpn ? PanLines.Of(step) : EntraLines.Of(step)).Append('\n');
            open[key] = (text, lines + 1);
            if (lines + 1 >= LinesOf(posts.Count))
            {
                posts.Add(Post(key, text, lines + 1, isGzip: posts.Count % 2 == 0));
                open.Remove(key);
            }
        }

        foreach (var (key, (text, lines)) in open)
        {
            posts.Add(Post(key, text, lines, isGzip: posts.Count % 2 == 0));
        }

        return posts;
    }

    private static int LinesOf(int post) => MinLines + Mix64.Below((ulong)post, MaxLines - MinLines);

    private static HecPost Post((int Client, bool IsVpn) key, StringBuilder text, int lines, bool isGzip)
    {
        var body = Encoding.UTF8.GetBytes(text.ToString());
        if (isGzip)
        {
            using var memory = new MemoryStream();
            using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(body);
            }

            body = memory.ToArray();
        }

        return new HecPost($"/services/collector/raw?sourcetype={(key.IsVpn ? PanLines.Sourcetype : EntraLines.Sourcetype)}", key.Client, body, isGzip, lines);
    }
}
