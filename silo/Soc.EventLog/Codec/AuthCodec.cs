using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="AuthSection"/>, numbered as its Orleans ids plus one.</summary>
internal static class AuthCodec
{
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, AuthSection? section)
    {
        if (section is null)
        {
            return;
        }

        writer.Begin(field);
        writer.OptionalFlag(1, section.IsInteractive);
        writer.OptionalFlag(2, section.IsMfa);
        writer.Flag(3, section.MfaFromToken);
        writer.Number(4, (int)section.Factor);
        writer.Number(5, (int)section.Failure);
        writer.Number(6, section.ProtocolId);
        writer.Number(7, section.LogonTypeId);
        writer.Text(8, section.Service);
        writer.Text(9, section.ServiceId);
        writer.Text(10, section.FactorAddress);
        writer.Text(11, section.ProviderRisk);
        writer.Flag(12, section.IsFactorStep);
        writer.End();
    }

    public static AuthSection Read(ref FieldReader reader)
    {
        bool? isInteractive = null, isMfa = null;
        bool mfaFromToken = false, isFactorStep = false;
        int factor = 0, failure = 0, protocolId = 0, logonTypeId = 0;
        string? service = null, serviceId = null, factorAddress = null, providerRisk = null;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | N: isInteractive = reader.OptionalFlag(); break;
                case (2 << 2) | N: isMfa = reader.OptionalFlag(); break;
                case (3 << 2) | N: mfaFromToken = reader.Flag(); break;
                case (4 << 2) | N: factor = reader.Int(); break;
                case (5 << 2) | N: failure = reader.Int(); break;
                case (6 << 2) | N: protocolId = reader.Int(); break;
                case (7 << 2) | N: logonTypeId = reader.Int(); break;
                case (8 << 2) | B: service = reader.Shared(); break;
                case (9 << 2) | B: serviceId = reader.Shared(); break;
                case (10 << 2) | B: factorAddress = reader.Text(); break;
                case (11 << 2) | B: providerRisk = reader.Shared(); break;
                case (12 << 2) | N: isFactorStep = reader.Flag(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new AuthSection
        {
            IsInteractive = isInteractive,
            IsMfa = isMfa,
            MfaFromToken = mfaFromToken,
            Factor = (AuthFactor)factor,
            Failure = (FailureKind)failure,
            ProtocolId = protocolId,
            LogonTypeId = logonTypeId,
            Service = service,
            ServiceId = serviceId,
            FactorAddress = factorAddress,
            ProviderRisk = providerRisk,
            IsFactorStep = isFactorStep,
        };
    }
}
