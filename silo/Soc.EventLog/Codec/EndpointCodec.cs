using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="EndpointSection"/>, numbered as its Orleans ids plus one.</summary>
internal static class EndpointCodec
{
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, EndpointSection? section)
    {
        if (section is null)
        {
            return;
        }

        writer.Begin(field);
        writer.Text(1, section.Ip);
        writer.Number(2, section.Port);
        writer.Text(3, section.Hostname);
        writer.Text(4, section.Mac);
        writer.Text(5, section.Zone);
        writer.Text(6, section.TranslatedIp);
        writer.Text(7, section.ClaimedCountry);
        writer.Text(8, section.ClaimedCity);
        writer.End();
    }

    public static EndpointSection Read(ref FieldReader reader)
    {
        string? ip = null, hostname = null, mac = null, zone = null, translatedIp = null, claimedCountry = null, claimedCity = null;
        int port = 0;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B: ip = reader.Text(); break;
                case (2 << 2) | N: port = reader.Int(); break;
                case (3 << 2) | B: hostname = reader.Text(); break;
                case (4 << 2) | B: mac = reader.Text(); break;
                case (5 << 2) | B: zone = reader.Shared(); break;
                case (6 << 2) | B: translatedIp = reader.Text(); break;
                case (7 << 2) | B: claimedCountry = reader.Shared(); break;
                case (8 << 2) | B: claimedCity = reader.Shared(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new EndpointSection
        {
            Ip = ip,
            Port = port,
            Hostname = hostname,
            Mac = mac,
            Zone = zone,
            TranslatedIp = translatedIp,
            ClaimedCountry = claimedCountry,
            ClaimedCity = claimedCity,
        };
    }
}
