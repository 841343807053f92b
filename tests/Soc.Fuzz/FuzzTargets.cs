using Soc.Fuzz.Targets;
using Soc.Parsing;

namespace Soc.Fuzz;

/// <summary>Every target: all parsers of the catalogue by themselves, and the readers around them.</summary>
internal static class FuzzTargets
{
    private static readonly SourceCatalog Catalog = SourceCatalog.Load();

    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        .. Catalog.Parsers.Select(p => new ParserTarget(Catalog, p)),
        new CatalogTarget(Catalog),
        new SyslogFramingTarget(),
        new HecEnvelopesTarget(),
        new HecRawTarget(),
        new HecGzipTarget(),
        new LogSegmentTarget(),
        new EventCodecTarget(Catalog),
        new OcsfReaderTarget(),
        new IndicatorDocumentsTarget(),
        new CaptureEngineTarget(),
    ];

    /// <exception cref="ArgumentException">There is no such target.</exception>
    public static IFuzzTarget Find(string name) =>
        All.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"There is no target '{name}'. There are: {string.Join(", ", All.Select(t => t.Name))}.", nameof(name));
}
