using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Net.Client;

namespace Soc.CaptureAgent.Enrolment;

/// <summary>Makes connections to the gateway.</summary>
internal static class GatewayChannel
{
    private const int MaxMessageBytes = 8 * 1024 * 1024;

    /// <summary>When a single question is given up.</summary>
    public static DateTime Deadline() => TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30);

    /// <param name="mine">This sensor's certificate; null before it has one.</param>
    /// <param name="isGateway">Whether the other end is believed.</param>
    public static GrpcChannel Open(Uri gateway, X509Certificate2? mine, Func<X509Certificate2?, bool> isGateway)
    {
        var tls = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, shown, _, _) => isGateway(shown as X509Certificate2),
            ClientCertificateContext = mine is null ? null : SslStreamCertificateContext.Create(mine, null, offline: true),
        };
#pragma warning disable CA2000 // the channel ends it
        var handler = new SocketsHttpHandler
        {
            SslOptions = tls,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingDelay = TimeSpan.FromSeconds(15),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        };
#pragma warning restore CA2000
        return GrpcChannel.ForAddress(gateway, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, MaxSendMessageSize = MaxMessageBytes, MaxReceiveMessageSize = MaxMessageBytes });
    }
}
