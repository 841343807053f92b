using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="HttpSection"/>, numbered as its Orleans ids plus one.</summary>
internal static class HttpCodec
{
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, HttpSection? section)
    {
        if (section is null)
        {
            return;
        }

        writer.Begin(field);
        writer.Text(1, section.Url);
        writer.Text(2, section.Host);
        writer.Text(3, section.Method);
        writer.Number(4, section.StatusCode);
        writer.Text(5, section.Category);
        writer.End();
    }

    public static HttpSection Read(ref FieldReader reader)
    {
        string? url = null, host = null, method = null, category = null;
        int statusCode = 0;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B: url = reader.Text(); break;
                case (2 << 2) | B: host = reader.Shared(); break;
                case (3 << 2) | B: method = reader.Shared(); break;
                case (4 << 2) | N: statusCode = reader.Int(); break;
                case (5 << 2) | B: category = reader.Shared(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new HttpSection
        {
            Url = url,
            Host = host,
            Method = method,
            StatusCode = statusCode,
            Category = category,
        };
    }
}
