using Soc.Model.Ingest;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="IngestCount"/>, numbered as its Orleans ids plus one.</summary>
internal static class IngestCountCodec
{
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, IngestCount section)
    {
        writer.Begin(field);
        writer.Text(1, section.Source);
        writer.Text(2, section.Outcome);
        writer.Text(3, section.Reason);
        writer.Number(4, section.Records);
        writer.Number(5, section.Events);
        writer.Number(6, section.LastEventMs);
        writer.End();
    }

    public static IngestCount Read(ref FieldReader reader)
    {
        string source = "", outcome = "";
        string? reason = null;
        long records = 0, events = 0, lastEventMs = 0;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B: source = reader.Shared(); break;
                case (2 << 2) | B: outcome = reader.Shared(); break;
                case (3 << 2) | B: reason = reader.Shared(); break;
                case (4 << 2) | N: records = reader.Long(); break;
                case (5 << 2) | N: events = reader.Long(); break;
                case (6 << 2) | N: lastEventMs = reader.Long(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new IngestCount(source, outcome, reason, records, events, lastEventMs);
    }
}
