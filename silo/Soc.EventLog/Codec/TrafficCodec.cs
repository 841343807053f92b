using Soc.Model.Events;

namespace Soc.EventLog.Codec;

/// <summary>Fields of <see cref="TrafficSection"/>, numbered as its Orleans ids plus one.</summary>
internal static class TrafficCodec
{
    private const int N = Wire.Number;
    private const int B = Wire.Bytes;

    public static void Write(FieldWriter writer, int field, TrafficSection? section)
    {
        if (section is null)
        {
            return;
        }

        writer.Begin(field);
        writer.Number(1, section.BytesOut);
        writer.Number(2, section.BytesIn);
        writer.Number(3, section.PacketsOut);
        writer.Number(4, section.PacketsIn);
        writer.Number(5, section.ProtocolNumber);
        writer.Text(6, section.Application);
        writer.Text(7, section.Rule);
        writer.Text(8, section.Action);
        writer.Number(9, section.DirectionId);
        writer.Text(10, section.State);
        writer.Text(11, section.History);
        writer.Text(12, section.CommunityId);
        writer.Number(13, section.DurationMs);
        writer.Flag(14, section.IsOngoing);
        writer.End();
    }

    public static TrafficSection Read(ref FieldReader reader)
    {
        long bytesOut = 0, bytesIn = 0, packetsOut = 0, packetsIn = 0, durationMs = 0;
        int protocolNumber = 0, directionId = 0;
        string? application = null, rule = null, action = null, state = null, history = null, communityId = null;
        var isOngoing = false;
        for (var tag = reader.Tag(); tag != 0; tag = reader.Tag())
        {
            switch (tag)
            {
                case (1 << 2) | N: bytesOut = reader.Long(); break;
                case (2 << 2) | N: bytesIn = reader.Long(); break;
                case (3 << 2) | N: packetsOut = reader.Long(); break;
                case (4 << 2) | N: packetsIn = reader.Long(); break;
                case (5 << 2) | N: protocolNumber = reader.Int(); break;
                case (6 << 2) | B: application = reader.Shared(); break;
                case (7 << 2) | B: rule = reader.Shared(); break;
                case (8 << 2) | B: action = reader.Shared(); break;
                case (9 << 2) | N: directionId = reader.Int(); break;
                case (10 << 2) | B: state = reader.Shared(); break;
                case (11 << 2) | B: history = reader.Shared(); break;
                case (12 << 2) | B: communityId = reader.Text(); break;
                case (13 << 2) | N: durationMs = reader.Long(); break;
                case (14 << 2) | N: isOngoing = reader.Flag(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new TrafficSection
        {
            BytesOut = bytesOut,
            BytesIn = bytesIn,
            PacketsOut = packetsOut,
            PacketsIn = packetsIn,
            ProtocolNumber = protocolNumber,
            Application = application,
            Rule = rule,
            Action = action,
            DirectionId = directionId,
            State = state,
            History = history,
            CommunityId = communityId,
            DurationMs = durationMs,
            IsOngoing = isOngoing,
        };
    }
}
