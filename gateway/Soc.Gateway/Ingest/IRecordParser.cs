using Soc.Parsing;

namespace Soc.Gateway.Ingest;

/// <summary>Finds the source of a record and parses it. Safe for concurrent use.</summary>
public interface IRecordParser
{
    /// <param name="record">One record.</param>
    /// <param name="context">What the transport knows of it.</param>
    /// <param name="source">The parser's id, or "unrecognised": a closed set.</param>
    ParseResult Parse(ReadOnlySpan<byte> record, in SourceContext context, out string source);
}
