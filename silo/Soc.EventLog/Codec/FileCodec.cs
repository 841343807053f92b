using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="FileSection"/>, numbered as its Orleans ids plus one.</summary>
internal static class FileCodec
{
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, FileSection? section)
    {
        if (section is null)
        {
            return;
        }

        writer.Begin(field);
        writer.Text(1, section.Name);
        writer.Text(2, section.Path);
        writer.Text(3, section.Share);
        writer.Text(4, section.Operation);
        writer.Text(5, section.NewPath);
        writer.Number(6, section.BytesRead);
        writer.Number(7, section.BytesWritten);
        writer.Number(8, section.SizeBytes);
        writer.End();
    }

    public static FileSection Read(ref FieldReader reader)
    {
        string? name = null, path = null, share = null, operation = null, newPath = null;
        long bytesRead = 0, bytesWritten = 0, sizeBytes = 0;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B: name = reader.Text(); break;
                case (2 << 2) | B: path = reader.Text(); break;
                case (3 << 2) | B: share = reader.Shared(); break;
                case (4 << 2) | B: operation = reader.Shared(); break;
                case (5 << 2) | B: newPath = reader.Text(); break;
                case (6 << 2) | N: bytesRead = reader.Long(); break;
                case (7 << 2) | N: bytesWritten = reader.Long(); break;
                case (8 << 2) | N: sizeBytes = reader.Long(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new FileSection
        {
            Name = name,
            Path = path,
            Share = share,
            Operation = operation,
            NewPath = newPath,
            BytesRead = bytesRead,
            BytesWritten = bytesWritten,
            SizeBytes = sizeBytes,
        };
    }
}
