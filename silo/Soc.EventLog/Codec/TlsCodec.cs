using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="TlsSection"/>, numbered as its Orleans ids plus one.</summary>
internal static class TlsCodec
{
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, TlsSection? section)
    {
        if (section is null)
        {
            return;
        }

        writer.Begin(field);
        writer.Text(1, section.ServerName);
        writer.Text(2, section.Version);
        writer.Text(3, section.Alpn);
        writer.Text(4, section.Cipher);
        writer.Text(5, section.Ja3);
        writer.Text(6, section.Ja3s);
        writer.Text(7, section.Ja4);
        writer.Text(8, section.Subject);
        writer.Text(9, section.Issuer);
        writer.End();
    }

    public static TlsSection Read(ref FieldReader reader)
    {
        string? serverName = null, version = null, alpn = null, cipher = null, ja3 = null, ja3s = null, ja4 = null, subject = null, issuer = null;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B: serverName = reader.Text(); break;
                case (2 << 2) | B: version = reader.Shared(); break;
                case (3 << 2) | B: alpn = reader.Shared(); break;
                case (4 << 2) | B: cipher = reader.Shared(); break;
                case (5 << 2) | B: ja3 = reader.Shared(); break;
                case (6 << 2) | B: ja3s = reader.Shared(); break;
                case (7 << 2) | B: ja4 = reader.Shared(); break;
                case (8 << 2) | B: subject = reader.Text(); break;
                case (9 << 2) | B: issuer = reader.Shared(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new TlsSection
        {
            ServerName = serverName,
            Version = version,
            Alpn = alpn,
            Cipher = cipher,
            Ja3 = ja3,
            Ja3s = ja3s,
            Ja4 = ja4,
            Subject = subject,
            Issuer = issuer,
        };
    }
}
