using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="FindingSection"/>, numbered as its Orleans ids plus one.</summary>
internal static class FindingCodec
{
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, FindingSection? section)
    {
        if (section is null)
        {
            return;
        }

        writer.Begin(field);
        writer.Text(1, section.Uid);
        writer.Text(2, section.Title);
        writer.Text(3, section.Type);
        writer.Number(4, section.Score);
        writer.Number(5, section.ActionId);
        writer.End();
    }

    public static FindingSection Read(ref FieldReader reader)
    {
        string? uid = null, title = null, type = null;
        int score = 0, actionId = 0;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B: uid = reader.Text(); break;
                case (2 << 2) | B: title = reader.Shared(); break;
                case (3 << 2) | B: type = reader.Shared(); break;
                case (4 << 2) | N: score = reader.Int(); break;
                case (5 << 2) | N: actionId = reader.Int(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new FindingSection
        {
            Uid = uid,
            Title = title,
            Type = type,
            Score = score,
            ActionId = actionId,
        };
    }
}
