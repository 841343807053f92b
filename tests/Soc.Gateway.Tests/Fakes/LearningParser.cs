using Soc.Gateway.Ingest;
using Soc.Parsing;

namespace Soc.Gateway.Tests.Fakes;

/// <summary>The real parsers, but for lines with "new format", which it knows only once it was taught: a parser before and after it is mended.</summary>
internal sealed class LearningParser(SourceCatalog catalog) : IRecordParser
{
    private static readonly byte[] Unknown = "new format"u8.ToArray();

    private readonly CatalogRecordParser _real = new(catalog);

    public bool Taught { get; set; }

    public ParseResult Parse(ReadOnlySpan<byte> record, in SourceContext context, out string source)
    {
        if (!Taught && record.IndexOf(Unknown) >= 0)
        {
            source = "duo";
            return ParseResult.Malformed("new_format");
        }

        return _real.Parse(record, context, out source);
    }
}
