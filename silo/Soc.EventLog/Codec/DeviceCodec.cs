using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="DeviceSection"/>, numbered as its Orleans ids plus one.</summary>
internal static class DeviceCodec
{
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, DeviceSection? section)
    {
        if (section is null)
        {
            return;
        }

        writer.Begin(field);
        writer.Text(1, section.Uid);
        writer.Text(2, section.Hostname);
        writer.Text(3, section.Os);
        writer.Text(4, section.Client);
        writer.Text(5, section.UserAgent);
        writer.OptionalFlag(6, section.IsManaged);
        writer.OptionalFlag(7, section.IsCompliant);
        writer.Text(8, section.Mac);
        writer.End();
    }

    public static DeviceSection Read(ref FieldReader reader)
    {
        string? uid = null, hostname = null, os = null, client = null, userAgent = null, mac = null;
        bool? isManaged = null, isCompliant = null;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B: uid = reader.Text(); break;
                case (2 << 2) | B: hostname = reader.Text(); break;
                case (3 << 2) | B: os = reader.Shared(); break;
                case (4 << 2) | B: client = reader.Shared(); break;
                case (5 << 2) | B: userAgent = reader.Shared(); break;
                case (6 << 2) | N: isManaged = reader.OptionalFlag(); break;
                case (7 << 2) | N: isCompliant = reader.OptionalFlag(); break;
                case (8 << 2) | B: mac = reader.Text(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new DeviceSection
        {
            Uid = uid,
            Hostname = hostname,
            Os = os,
            Client = client,
            UserAgent = userAgent,
            IsManaged = isManaged,
            IsCompliant = isCompliant,
            Mac = mac,
        };
    }
}
