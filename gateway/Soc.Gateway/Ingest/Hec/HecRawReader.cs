namespace Soc.Gateway.Ingest.Hec;

/// <summary>Splits a raw body by lines; CR before LF belongs to the line end, and blank lines are nothing.</summary>
internal static class HecRawReader
{
    public static List<IngestRecord> Read(ReadOnlyMemory<byte> body, in IngestRecord defaults, int maxRecordBytes)
    {
        var records = new List<IngestRecord>();
        while (body.Length > 0)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Length > 0 && line.Span[^1] == (byte)'\r')
            {
                line = line[..^1];
            }

            if (!line.Span.Trim(" \t"u8).IsEmpty)
            {
                records.Add(defaults with { Raw = line, Defect = line.Length > maxRecordBytes ? IngestReasons.Oversized : null });
            }
        }

        return records;
    }
}
