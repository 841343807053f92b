namespace Soc.Parsing.Json;

/// <summary>Takes a JSON document out of what a transport put around it.</summary>
internal static class JsonFrame
{
    /// <summary>A syslog header with host, tag and structured data fits in this; a brace further in belongs to something else.</summary>
    public const int MaxHeaderBytes = 512;

    /// <summary>
    /// The document without byte order mark, white space, syslog header and trailing NULs; empty when there is none.
    /// Only an object may follow a header: '[' there is a process id or structured data.
    /// </summary>
    public static ReadOnlySpan<byte> Document(ReadOnlySpan<byte> record)
    {
        if (record.StartsWith("\uFEFF"u8))
        {
            record = record[3..];
        }

        record = record.TrimStart(" \t\r\n"u8).TrimEnd(" \t\r\n\0"u8);
        if (record.IsEmpty || record[0] is (byte)'{' or (byte)'[')
        {
            return record;
        }

        var header = record[..Math.Min(record.Length, MaxHeaderBytes)];
        var brace = header.IndexOf((byte)'{');
        return brace < 0 ? default : record[brace..];
    }

    /// <summary>Start of the document, for recognition: at most <paramref name="maxBytes"/> of it.</summary>
    public static ReadOnlySpan<byte> Prefix(ReadOnlySpan<byte> record, int maxBytes = 8192)
    {
        var document = Document(record);
        return document.Length > maxBytes ? document[..maxBytes] : document;
    }

    /// <summary>True when the property name occurs, in quotes; <paramref name="quotedName"/> includes them.</summary>
    public static bool Has(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> quotedName) => prefix.IndexOf(quotedName) >= 0;
}
