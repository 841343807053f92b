using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="SessionSection"/>, numbered as its Orleans ids plus one.</summary>
internal static class SessionCodec
{
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, SessionSection? section)
    {
        if (section is null)
        {
            return;
        }

        writer.Begin(field);
        writer.Text(1, section.Uid);
        writer.Flag(2, section.IsVpn);
        writer.Text(3, section.TunnelIp);
        writer.Text(4, section.TunnelType);
        writer.Number(5, section.DurationMs);
        writer.End();
    }

    public static SessionSection Read(ref FieldReader reader)
    {
        string? uid = null, tunnelIp = null, tunnelType = null;
        bool isVpn = false;
        long durationMs = 0;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B: uid = reader.Text(); break;
                case (2 << 2) | N: isVpn = reader.Flag(); break;
                case (3 << 2) | B: tunnelIp = reader.Text(); break;
                case (4 << 2) | B: tunnelType = reader.Shared(); break;
                case (5 << 2) | N: durationMs = reader.Long(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new SessionSection
        {
            Uid = uid,
            IsVpn = isVpn,
            TunnelIp = tunnelIp,
            TunnelType = tunnelType,
            DurationMs = durationMs,
        };
    }
}
