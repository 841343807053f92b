using System.Text.Json;
using Google.Protobuf;
using Soc.Model.Response;
using Soc.SensorProtocol;

namespace Soc.Gateway.Sensors;

/// <summary>What is signed of a command: for the sensor and the client of the connection that it goes down, and no other.</summary>
internal static class SensorCommandDocument
{
    // First word of what is signed; the sensor's program has the same.
    private const string CommandKind = "command";

    // What is signed lives by a clock that may be wrong: more than this is not made up for.
    private const long MaxSkewMs = 60_000;
    private const long OnItsWayMs = 5_000;

    public static ToSensor Signed(SensorCommand command, SensorConnection to, SensorAuthority authority, long nowMs)
    {
        // Both moments by the sensor's clock, as far as it is known: what it is ahead or behind would end a command early or begin it late.
        var skewMs = Math.Clamp(to.Status.ClockSkewMs, -MaxSkewMs, MaxSkewMs);
        var notBeforeMs = nowMs + Math.Min(0, skewMs) - OnItsWayMs;
        var expiresMs = Math.Min(command.UntilMs + skewMs, notBeforeMs + SensorCommand.MaxMs);
        var document = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                command.Id, to.Sensor, to.Client, command.Withdraws, command.Ip, command.Mac,
                command.Connection?.SrcIp, srcPort = command.Connection?.SrcPort ?? 0, command.Connection?.DstIp, dstPort = command.Connection?.DstPort ?? 0,
                notBeforeMs, expiresMs, command.MaxConnections,
            },
            JsonSerializerOptions.Web);
        return new ToSensor { Command = new SignedCommand { Document = ByteString.CopyFrom(document), Signature = ByteString.CopyFrom(authority.Sign(CommandKind, document)) } };
    }
}
