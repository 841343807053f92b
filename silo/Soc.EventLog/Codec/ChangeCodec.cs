using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="ChangeSection"/>, numbered as its Orleans ids plus one.</summary>
internal static class ChangeCodec
{
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, ChangeSection? section)
    {
        if (section is null)
        {
            return;
        }

        writer.Begin(field);
        writer.Text(1, section.Operation);
        writer.Text(2, section.Target);
        writer.Flag(3, section.IsMfaChange);
        writer.Text(4, section.Group);
        writer.Flag(5, section.IsDeviceRegistration);
        writer.End();
    }

    public static ChangeSection Read(ref FieldReader reader)
    {
        string? operation = null, target = null, group = null;
        bool isMfaChange = false, isDeviceRegistration = false;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B: operation = reader.Shared(); break;
                case (2 << 2) | B: target = reader.Shared(); break;
                case (3 << 2) | N: isMfaChange = reader.Flag(); break;
                case (4 << 2) | B: group = reader.Shared(); break;
                case (5 << 2) | N: isDeviceRegistration = reader.Flag(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new ChangeSection
        {
            Operation = operation,
            Target = target,
            IsMfaChange = isMfaChange,
            Group = group,
            IsDeviceRegistration = isDeviceRegistration,
        };
    }
}
