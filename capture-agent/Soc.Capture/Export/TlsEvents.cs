using Soc.Capture.Flows;
using Soc.Capture.Protocols.Quic;
using Soc.Capture.Protocols.Tls;
using Soc.Model.Events;

namespace Soc.Capture.Export;

/// <summary>A handshake: told when it is over, long before its connection.</summary>
internal static class TlsEvents
{
    public static SecurityEvent Of(EventFrame frame, Flow flow, TlsHandshake tls, string protocol) =>
        frame.Of(EventClass.NetworkActivity, Activity.Network.Open, tls.AtNs, protocol, flow, new EventParts
        {
            Status = tls.IsEstablished ? EventStatus.Success : tls.Alert is null ? EventStatus.Unknown : EventStatus.Failure,
            StatusCode = tls.AlertName,
            Tls = new TlsSection
            {
                ServerName = tls.ServerName?.ToLowerInvariant(),
                Version = VersionOf(tls.Version ?? (tls.OfferedVersions.Count > 0 ? tls.OfferedVersions[0] : null)),
                Alpn = tls.AlpnChosen ?? (tls.AlpnOffered.Count > 0 ? tls.AlpnOffered[0] : null),
                Cipher = tls.CipherName,
                Ja3 = tls.Ja3,
                Ja3s = tls.Ja3S,
                Ja4 = tls.Ja4,
                Subject = tls.ServerCertificates.Count > 0 ? tls.ServerCertificates[0].Subject : null,
                Issuer = tls.ServerCertificates.Count > 0 ? tls.ServerCertificates[0].Issuer : null,
            },
        });

    public static SecurityEvent Of(EventFrame frame, Flow flow, QuicConnection quic) =>
        frame.Of(EventClass.NetworkActivity, Activity.Network.Open, quic.AtNs, "quic", flow, new EventParts
        {
            Status = quic.CloseCode is not null ? EventStatus.Failure : quic.TlsVersion is null ? EventStatus.Unknown : EventStatus.Success,
            Tls = new TlsSection
            {
                ServerName = quic.ServerName?.ToLowerInvariant(),
                Version = VersionOf(quic.TlsVersion),
                Alpn = quic.AlpnOffered.Count > 0 ? quic.AlpnOffered[0] : null,
                Cipher = quic.CipherName,
                Ja4 = quic.Ja4,
            },
        });

    private static string? VersionOf(ushort? version) => version switch
    {
        null => null,
        0x0304 => "1.3",
        0x0303 => "1.2",
        0x0302 => "1.1",
        0x0301 => "1.0",
        { } other => TlsVersions.NameOf(other),
    };
}
