using Soc.Capture.Flows;
using Soc.Capture.Protocols.Tls;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>A handshake: told when it is over, long before its connection.</summary>
internal static class TlsEvents
{
    public static SecurityEvent Of(EventFrame frame, Flow flow, TlsHandshake tls, string protocol) =>
        frame.Of(EventClass.NetworkActivity, Activity.Network.Open, tls.AtNs, protocol, flow) with
        {
            Status = tls.IsEstablished ? EventStatus.Success : tls.Alert is null ? EventStatus.Unknown : EventStatus.Failure,
            StatusCode = tls.AlertName,
            Tls = new TlsSection
            {
                ServerName = tls.ServerName?.ToLowerInvariant(),
                Version = VersionOf(tls),
                Alpn = tls.AlpnChosen ?? (tls.AlpnOffered.Count > 0 ? tls.AlpnOffered[0] : null),
                Cipher = tls.CipherName,
                Ja3 = tls.Ja3,
                Ja3s = tls.Ja3S,
                Ja4 = tls.Ja4,
                Subject = tls.ServerCertificates.Count > 0 ? tls.ServerCertificates[0].Subject : null,
                Issuer = tls.ServerCertificates.Count > 0 ? tls.ServerCertificates[0].Issuer : null,
            },
        };

    private static string? VersionOf(TlsHandshake tls) => (tls.Version ?? (tls.OfferedVersions.Count > 0 ? tls.OfferedVersions[0] : null)) switch
    {
        null => null,
        0x0304 => "1.3",
        0x0303 => "1.2",
        0x0302 => "1.1",
        0x0301 => "1.0",
        { } other => TlsVersions.NameOf(other),
    };
}
