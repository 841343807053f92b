namespace Soc.Parsing;

/// <summary>A log source. Stateless and safe for concurrent use; never throws on data.</summary>
public interface ISourceParser
{
    /// <summary>Id, lower case, unique ("panos", "fortigate", "entra_signin"); equals the id in the folder's source.json.</summary>
    string Id { get; }

    /// <summary>
    /// How surely this record is of this source, by content alone: 0 no, 1–39 a generic format that it could be,
    /// 40–79 likely, 80–100 unmistakable. Cheap: looks at a prefix, allocates nothing.
    /// </summary>
    int Recognise(ReadOnlySpan<byte> record);

    /// <summary>Parses one record: a line, a JSON document, or a syslog frame with its header.</summary>
    ParseResult Parse(ReadOnlySpan<byte> record, in SourceContext context);
}
