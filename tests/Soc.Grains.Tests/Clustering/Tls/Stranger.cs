using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Soc.Grains.Tests.Clustering.Tls;

/// <summary>A peer that the test itself is: it believes whatever it is shown.</summary>
internal static class Stranger
{
    /// <summary>Connects, shakes hands, and waits for the other end to close.</summary>
    /// <returns>The serial number of the certificate that it was shown; empty when none was.</returns>
    public static async Task<string> VisitAsync(int port, TestPair? pair, CancellationToken cancellationToken)
    {
        using var certificate = pair?.Load();
        var shown = "";
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            await using var tls = new SslStream(socket.GetStream());
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "",
                    ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true),
                    RemoteCertificateValidationCallback = (_, other, _, _) =>
                    {
                        shown = (other as X509Certificate2)?.SerialNumber ?? "";
                        return shown.Length > 0;
                    },
                },
                cancellationToken);
            await tls.WriteAsync(new byte[] { 1 }, cancellationToken);
            while (await tls.ReadAsync(new byte[1024], cancellationToken) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or AuthenticationException or SocketException)
        {
            // It was shown the door.
        }

        return shown;
    }

    /// <summary>Says something else than TLS, and waits for the other end to close.</summary>
    public static async Task SpeakPlainlyAsync(int port, byte[] words, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            var stream = socket.GetStream();
            await stream.WriteAsync(words, cancellationToken);
            while (await stream.ReadAsync(new byte[1024], cancellationToken) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // It was shown the door.
        }
    }
}
