using System.Text.Json;
using Soc.Capture.Decode;
using Soc.Capture.Reset;
using Soc.CaptureAgent.Capturing;

namespace Soc.CaptureAgent.Delivery;

/// <summary>A command to reset connections, as it is signed. It names the sensor and the client that it is for: one that was caught elsewhere is worth nothing here.</summary>
internal sealed record CommandDocument(
    string? Id, string? Sensor, string? Client, string? Ip, string? Mac, string? SrcIp, int SrcPort, string? DstIp, int DstPort, long NotBeforeMs, long ExpiresMs, int MaxConnections)
{
    /// <summary>Longest id of what is taken back.</summary>
    private const int MaxIdLength = 256;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The command that is taken back, with all whose id begins with it and a dot; null for one that begins.</summary>
    public string? Withdraws { get; init; }

    /// <exception cref="InvalidOperationException">It is not for this sensor, or cannot be meant.</exception>
    public static CommandDocument Read(ReadOnlySpan<byte> document, string sensor, string client)
    {
        try
        {
            var d = JsonSerializer.Deserialize<CommandDocument>(document, Json) ?? throw new JsonException("it is empty");
            if (string.IsNullOrEmpty(d.Id))
            {
                throw new InvalidOperationException("it has no id.");
            }

            return string.Equals(d.Sensor, sensor, StringComparison.Ordinal) && string.Equals(d.Client, client, StringComparison.Ordinal)
                ? d
                : throw new InvalidOperationException("it is for another sensor.");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"it is no JSON of the expected shape ({e.Message}).", e);
        }
    }

    /// <exception cref="InvalidOperationException">It cannot be meant.</exception>
    public ResetCommand Command() => new(Id!, Client!, Target(), NotBeforeMs, ExpiresMs, MaxConnections);

    /// <summary>What it takes back. One that was caught and comes late takes nothing back.</summary>
    /// <exception cref="InvalidOperationException">It cannot be meant.</exception>
    public string Withdrawal(long nowMs) =>
        Withdraws is not { Length: > 0 and <= MaxIdLength } id ? throw new InvalidOperationException("it does not name the command that it takes back.")
        : nowMs >= ExpiresMs || ExpiresMs - NotBeforeMs > ResetOptions.MaxValidityMs ? throw new InvalidOperationException("its time is over.")
        : id;

    private ResetTarget Target() =>
        SrcIp is not null && DstIp is not null && NetAddress.TryParse(SrcIp, out var one) && NetAddress.TryParse(DstIp, out var other)
            ? new ConnectionTarget(one, Port(SrcPort), other, Port(DstPort))
            : Mac is not null && NeverBlocked.TryMac(Mac, out var mac) ? new StationTarget(mac)
            : Ip is not null && NetAddress.TryParse(Ip, out var ip) ? new AddressTarget(ip)
            : throw new InvalidOperationException("it names no connection, address or station.");

    private static ushort Port(int port) => port is >= 0 and <= ushort.MaxValue ? (ushort)port : throw new InvalidOperationException("it names a port that there is not.");
}
