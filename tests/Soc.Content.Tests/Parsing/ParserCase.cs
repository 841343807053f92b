using System.Globalization;
using System.Text.Json;
using Soc.Parsing;

namespace Soc.Content.Tests.Parsing;

/// <summary>One <c>cases/*.raw</c> of a source with what is known of its delivery.</summary>
internal sealed class ParserCase
{
    private static readonly long DefaultReceivedMs = DateTimeOffset.Parse("2026-03-02T12:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private ParserCase(string rawPath, SourceContext context)
    {
        RawPath = rawPath;
        Context = context;
        Records = Parsing.Records.OfCase(rawPath);
    }

    public string RawPath { get; }

    public string Folder => new DirectoryInfo(RawPath).Parent!.Parent!.Name;

    public string Name => $"{Folder}/{Path.GetFileName(RawPath)}";

    public string ExpectedPath => RawPath[..^".raw".Length] + ".expected.json";

    public SourceContext Context { get; }

    public IReadOnlyList<byte[]> Records { get; }

    public static IEnumerable<ParserCase> All() =>
        Directory.EnumerateFiles(ParsingPaths.Sources, "*.raw", SearchOption.AllDirectories)
            .Where(p => new DirectoryInfo(p).Parent!.Name == "cases")
            .Order(StringComparer.Ordinal)
            .Select(Load);

    public static ParserCase Load(string rawPath)
    {
        var metaPath = rawPath[..^".raw".Length] + ".meta.json";
        var meta = File.Exists(metaPath)
            ? JsonSerializer.Deserialize<CaseMeta>(File.ReadAllText(metaPath), JsonSerializerOptions.Web)!
            : new CaseMeta();
        var received = meta.ReceivedAt?.ToUnixTimeMilliseconds() ?? DefaultReceivedMs;
        return new ParserCase(
            rawPath,
            new SourceContext("acme", received, meta.Sourcetype, meta.EnvelopeTimeMs(), meta.Host, meta.ZoneOffsetMinutes));
    }
}
