using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="UserIdentity"/>, numbered as its Orleans ids plus one.</summary>
internal static class UserCodec
{
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, UserIdentity? section)
    {
        if (section is null)
        {
            return;
        }

        writer.Begin(field);
        writer.Text(1, section.Name);
        writer.Text(2, section.Domain);
        writer.Text(3, section.Email);
        writer.Text(4, section.Uid);
        writer.Text(5, section.DisplayName);
        writer.Flag(6, section.IsService);
        writer.End();
    }

    public static UserIdentity Read(ref FieldReader reader)
    {
        string? name = null, domain = null, email = null, uid = null, displayName = null;
        bool isService = false;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B: name = reader.Text(); break;
                case (2 << 2) | B: domain = reader.Shared(); break;
                case (3 << 2) | B: email = reader.Text(); break;
                case (4 << 2) | B: uid = reader.Text(); break;
                case (5 << 2) | B: displayName = reader.Text(); break;
                case (6 << 2) | N: isService = reader.Flag(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new UserIdentity
        {
            Name = name,
            Domain = domain,
            Email = email,
            Uid = uid,
            DisplayName = displayName,
            IsService = isService,
        };
    }
}
