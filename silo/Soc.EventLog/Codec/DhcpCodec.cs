using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="DhcpSection"/>, numbered as its Orleans ids plus one.</summary>
internal static class DhcpCodec
{
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, DhcpSection? section)
    {
        if (section is null)
        {
            return;
        }

        writer.Begin(field);
        writer.Text(1, section.AssignedIp);
        writer.Text(2, section.RequestedIp);
        writer.Text(3, section.ServerIp);
        writer.Text(4, section.VendorClass);
        writer.Text(5, section.ParameterList);
        writer.Number(6, section.LeaseSeconds);
        writer.Text(7, section.Messages);
        writer.End();
    }

    public static DhcpSection Read(ref FieldReader reader)
    {
        string? assignedIp = null, requestedIp = null, serverIp = null, vendorClass = null, parameterList = null, messages = null;
        long leaseSeconds = 0;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | B: assignedIp = reader.Text(); break;
                case (2 << 2) | B: requestedIp = reader.Text(); break;
                case (3 << 2) | B: serverIp = reader.Shared(); break;
                case (4 << 2) | B: vendorClass = reader.Shared(); break;
                case (5 << 2) | B: parameterList = reader.Shared(); break;
                case (6 << 2) | N: leaseSeconds = reader.Long(); break;
                case (7 << 2) | B: messages = reader.Shared(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new DhcpSection
        {
            AssignedIp = assignedIp,
            RequestedIp = requestedIp,
            ServerIp = serverIp,
            VendorClass = vendorClass,
            ParameterList = parameterList,
            LeaseSeconds = leaseSeconds,
            Messages = messages,
        };
    }
}
