using System.Globalization;
using System.Net;
using Soc.Model.Entities;
using Soc.Model.Events;

namespace Soc.Detection.Network;

/// <summary>What the detectors of connections ask of an event, whether an agent or a firewall saw it.</summary>
internal static class WireFlow
{
    /// <summary>Longest destination name kept in a state, characters.</summary>
    public const int MaxName = 64;

    private const long DayMs = 86_400_000;
    private const int Tcp = 6;

    /// <summary>It has a time, and one that is not ahead by more than clocks and zones are wrong: one event of the year 2099 would end all windows.</summary>
    public static bool HasSaneTime(SecurityEvent e) => e.TimeMs > 0 && e.TimeMs - DayMs <= e.ReceivedMs;

    /// <summary>A connection from inside the client's network to a destination outside.</summary>
    public static bool IsOutward(EnrichedEvent e) =>
        e.Event.Class == EventClass.NetworkActivity
        && HasSaneTime(e.Event)
        && e.Src.Egress is EgressClass.Private or EgressClass.KnownEgress
        && e.Dst.Ip is not null
        && e.Dst.Egress is not (EgressClass.Private or EgressClass.KnownEgress);

    /// <summary>
    /// Both sides spoke, or the firewall let it through. By Zeek's state where there is one: no answer (S0), refused (REJ), a half
    /// handshake (SH, SHR) and a reset before an answer (RSTOS0, RSTRH) are no connections.
    /// </summary>
    public static bool IsEstablished(SecurityEvent e)
    {
        if (e.Traffic?.State is { Length: > 0 } state)
        {
            return state is "SF" or "S1" or "S2" or "S3" or "RSTO" or "RSTR" || (state is "OTH" && e.Traffic.BytesIn > 0 && e.Traffic.BytesOut > 0);
        }

        // A firewall lets through what nobody answers as well.
        return e.ActivityId is not (Activity.Network.Fail or Activity.Network.Refuse)
            && e.Status != EventStatus.Failure
            && e.Traffic is not { ProtocolNumber: Tcp, BytesOut: > 0, BytesIn: 0 }
            && !IsDenied(e.Traffic?.Action);
    }

    /// <summary>A firewall's note that a connection has begun: it is told again when it has ended.</summary>
    public static bool IsOnlyBegun(SecurityEvent e) =>
        e.ActivityId == Activity.Network.Open && e.Traffic is not { State: { Length: > 0 } } and not { BytesIn: > 0, BytesOut: > 0 };

    /// <summary>Name of the destination, or null when only its address is known.</summary>
    public static string? NameOf(SecurityEvent e)
    {
        var name = e.Dst?.Hostname is { Length: > 0 } host ? host : e.Tls?.ServerName is { Length: > 0 } server ? server : e.Http?.Host;
        return name is { Length: > 0 } && name[0] != '.' && !IsAddress(name) ? name : null;
    }

    /// <summary>Name or address of the destination as sentences tell it.</summary>
    public static string Words(EnrichedEvent e)
    {
        var name = NameOf(e.Event) ?? e.Dst.Ip ?? "an unknown destination";
        return name.Length <= MaxName ? name : name[^MaxName..];
    }

    /// <summary>"203.0.113.9 port 8443 (Example Hosting, CH)".</summary>
    public static string Place(EnrichedEvent e)
    {
        var port = e.Event.Dst?.Port > 0 ? string.Create(CultureInfo.InvariantCulture, $" port {e.Event.Dst.Port}") : "";
        var about = string.Join(", ", new[] { e.Dst.AsnName, e.Dst.Geo?.Country }.Where(t => !string.IsNullOrEmpty(t)));
        return $"{e.Dst.Ip}{port}{(about.Length == 0 ? "" : $" ({about})")}";
    }

    // "reset-both" is a firewall's own refusal, "client-rst" the end of a connection; "ip-conn" is FortiGate's for one that failed.
    private static bool IsDenied(string? action) =>
        action is not null
        && (action.StartsWith("den", StringComparison.OrdinalIgnoreCase) || action.StartsWith("drop", StringComparison.OrdinalIgnoreCase)
            || action.StartsWith("block", StringComparison.OrdinalIgnoreCase) || action.StartsWith("reject", StringComparison.OrdinalIgnoreCase)
            || action.StartsWith("reset", StringComparison.OrdinalIgnoreCase) || action.Equals("ip-conn", StringComparison.OrdinalIgnoreCase));

    // Only what ends like an address is worth reading as one.
    private static bool IsAddress(string name) => (char.IsAsciiDigit(name[^1]) || name.Contains(':', StringComparison.Ordinal)) && IPAddress.TryParse(name, out _);
}
