using Soc.Parsing;

namespace Soc.Gateway.Ingest;

/// <summary>The parsers of the catalogue.</summary>
public sealed class CatalogRecordParser(SourceCatalog catalog) : IRecordParser
{
    public ParseResult Parse(ReadOnlySpan<byte> record, in SourceContext context, out string source)
    {
        var parser = catalog.Resolve(record, context.Sourcetype);
        if (parser is null)
        {
            source = IngestReasons.Unrecognised;
            return ParseResult.Malformed(IngestReasons.Unrecognised);
        }

        source = parser.Id;
        return parser.Parse(record, context);
    }
}
