using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="DnsSection"/>, numbered as its Orleans ids plus one.</summary>
internal static class DnsCodec
{
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, DnsSection? section)
    {
        if (section is null)
        {
            return;
        }

        writer.Begin(field);
        writer.Text(1, section.Query);
        writer.Text(2, section.QueryType);

        // One more than it is, so that a question without an answer, which is -1, is the one that takes no bytes.
        writer.Number(3, section.ResponseCode + 1);
        foreach (var one in section.Answers.AsSpan(0, Math.Min(section.Answers.Length, DnsSection.MaxAnswers)))
        {
            writer.Text(4, one);
        }

        writer.Number(5, section.QueryBytes);
        writer.Number(6, section.AnswerBytes);
        writer.End();
    }

    public static DnsSection Read(ref FieldReader reader)
    {
        string? query = null, queryType = null;
        int responseCode = 0, queryBytes = 0, answerBytes = 0;
        List<string>? answers = null;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B: query = reader.Text(); break;
                case (2 << 2) | B: queryType = reader.Shared(); break;
                case (3 << 2) | N: responseCode = reader.Int(); break;
                case (4 << 2) | B: (answers ??= []).Add(reader.Text()); break;
                case (5 << 2) | N: queryBytes = reader.Int(); break;
                case (6 << 2) | N: answerBytes = reader.Int(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new DnsSection
        {
            Query = query,
            QueryType = queryType,
            ResponseCode = responseCode - 1,
            Answers = answers is null ? [] : [.. answers],
            QueryBytes = queryBytes,
            AnswerBytes = answerBytes,
        };
    }
}
