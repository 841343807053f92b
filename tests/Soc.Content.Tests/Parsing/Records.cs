namespace Soc.Content.Tests.Parsing;

/// <summary>Cuts a file into records as a shipper would: at line ends, empty lines left out.</summary>
internal static class Records
{
    public static IEnumerable<byte[]> Lines(byte[] content)
    {
        var start = 0;
        while (start < content.Length)
        {
            var end = Array.IndexOf(content, (byte)'\n', start);
            end = end < 0 ? content.Length : end;
            var line = content.AsSpan(start, end - start).TrimEnd((byte)'\r');
            if (!line.IsEmpty)
            {
                yield return line.ToArray();
            }

            start = end + 1;
        }
    }

    /// <summary>A <c>*.doc.raw</c> is one record; any other file has one a line.</summary>
    public static byte[][] OfCase(string path)
    {
        var content = File.ReadAllBytes(path);
        return path.EndsWith(".doc.raw", StringComparison.Ordinal)
            ? [content.AsSpan().TrimEnd("\r\n"u8).ToArray()]
            : [.. Lines(content)];
    }
}
