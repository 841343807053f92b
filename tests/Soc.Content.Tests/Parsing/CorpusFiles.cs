using System.Text;
using System.Text.Json;

namespace Soc.Content.Tests.Parsing;

/// <summary>The corpus's files that hold raw records, and the records in them.</summary>
internal static class CorpusFiles
{
    private static readonly string[] RawEndings = [".log", ".jsonl", ".ndjson", ".cef", ".leef", ".json"];

    public static IEnumerable<string> Of(string folder) =>
        Directory.EnumerateFiles(folder)
            .Where(f => RawEndings.Any(e => f.EndsWith(e, StringComparison.Ordinal)))
            .Where(f => !f.Contains("expected", StringComparison.Ordinal) && !f.Contains(".meta.", StringComparison.Ordinal))
            .Where(f => !IsWrapper(f) && !f.Contains("xdr_incidents", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>A line a record; a document that is an array, or goes over several lines, is one record; <c>{"raw":…}</c> is unwrapped.</summary>
    public static IEnumerable<byte[]> Records(string file)
    {
        var content = File.ReadAllBytes(file);
        if (file.EndsWith(".json", StringComparison.Ordinal) && (content.AsSpan().StartsWith("["u8) || IsOneDocument(content)))
        {
            return [content];
        }

        return Parsing.Records.Lines(content).Select(Unwrap);
    }

    /// <summary>cribl-*.json holds again what is in the *.extracted file beside it.</summary>
    private static bool IsWrapper(string file) =>
        Path.GetFileName(file).StartsWith("cribl-", StringComparison.Ordinal) && !file.Contains(".extracted.", StringComparison.Ordinal);

    private static bool IsOneDocument(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Unwrap(byte[] line)
    {
        if (!line.AsSpan().StartsWith("{\"raw\""u8))
        {
            return line;
        }

        using var document = JsonDocument.Parse(line);
        return Encoding.UTF8.GetBytes(document.RootElement.GetProperty("raw").GetString()!);
    }
}
