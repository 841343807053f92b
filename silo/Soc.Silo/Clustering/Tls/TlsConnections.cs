using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;

namespace Soc.Silo.Clustering.Tls;

/// <summary>Puts TLS between the socket and the runtime's messages. What is refused ends that connection, and nothing else.</summary>
internal sealed class TlsConnections(ClusterCertificates certificates, ClusterTlsOptions options, TlsRefusals refusals, TimeProvider time)
{
    /// <summary>Longest handshake.</summary>
    public static readonly TimeSpan MaxHandshake = TimeSpan.FromSeconds(10);

    // First bytes of TLS records: change of cipher, alert, handshake, data.
    private const byte FirstRecordType = 0x14;
    private const byte AlertRecordType = 0x15;
    private const byte LastRecordType = 0x17;
    private const SslProtocols Versions = SslProtocols.Tls12 | SslProtocols.Tls13;

    public Task AcceptAsync(ConnectionContext context, ConnectionDelegate next) => RunAsync(context, next, TlsDirection.Inbound);

    public Task ConnectAsync(ConnectionContext context, ConnectionDelegate next) => RunAsync(context, next, TlsDirection.Outbound);

    private async Task RunAsync(ConnectionContext context, ConnectionDelegate next, TlsDirection direction)
    {
        var plain = context.Transport;
        await using var bytes = new PipeStream(plain);
        await using var tls = new SslStream(bytes, leaveInnerStreamOpen: true);
        if (await ShakeHandsAsync(tls, bytes, context, direction) is { } refusal)
        {
            refusals.Refused(direction, refusal, context.RemoteEndPoint);
            throw new ConnectionAbortedException($"Cluster TLS: {refusal.Detail}.");
        }

        refusals.Made(direction);
        context.Transport = new TlsTransport(tls);
        try
        {
            await next(context);
        }
        finally
        {
            context.Transport = plain;
        }
    }

    /// <returns>Null when both ends know each other.</returns>
    private async Task<TlsRefusal?> ShakeHandsAsync(SslStream tls, PipeStream bytes, ConnectionContext context, TlsDirection direction)
    {
        if (!certificates.IsUsable)
        {
            return new TlsRefusal(TlsRefusalReason.OwnCertificateExpired, $"this node's own certificate expired at {certificates.Current.Until:u}: put a new pair at {ClusterTlsOptions.Section}:CertificatePath and KeyPath");
        }

        var identity = certificates.Current;
        TlsRefusal? refusal = null;
        var policy = PeerCertificate.Policy(identity, direction, options.RevocationMode, time.GetUtcNow());
        RemoteCertificateValidationCallback judge = (_, certificate, chain, _) =>
        {
            refusal = PeerCertificate.Refuse(certificate as X509Certificate2, chain, options.AllowedNames);
            return refusal is null;
        };
        using var patience = new CancellationTokenSource(MaxHandshake, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.ConnectionClosed);
        try
        {
            await (direction == TlsDirection.Inbound
                ? tls.AuthenticateAsServerAsync(Server(identity, policy, judge), end.Token)
                : tls.AuthenticateAsClientAsync(Client(identity, policy, judge), end.Token));
            return null;
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return refusal ?? Why(e, bytes.FirstByte, patience.IsCancellationRequested);
        }
    }

    private static TlsRefusal Why(Exception failure, byte? firstByte, bool isLate) => firstByte switch
    {
        _ when isLate => new TlsRefusal(TlsRefusalReason.TimedOut, $"the handshake took longer than {MaxHandshake.TotalSeconds:0} s"),
        null => new TlsRefusal(TlsRefusalReason.Closed, "the other end closed it before it said anything: it is stopping, only probes the port, or speaks no TLS"),
        < FirstRecordType or > LastRecordType => new TlsRefusal(TlsRefusalReason.NoTls, $"the other end speaks no TLS: set {ClusterTlsOptions.Section} there too"),
        AlertRecordType => new TlsRefusal(TlsRefusalReason.RefusedByPeer, $"the other end refused this node ({Innermost(failure)}): its log says why"),
        _ => new TlsRefusal(TlsRefusalReason.HandshakeFailed, $"the handshake failed ({Innermost(failure)})"),
    };

    private static string Innermost(Exception failure) => Printable.Of(failure.GetBaseException().Message);

    private static SslServerAuthenticationOptions Server(NodeIdentity identity, X509ChainPolicy policy, RemoteCertificateValidationCallback judge) => new()
    {
        ServerCertificateContext = identity.Context,
        ClientCertificateRequired = true,
        EnabledSslProtocols = Versions,
        CertificateChainPolicy = policy,
        RemoteCertificateValidationCallback = judge,
        AllowRenegotiation = false,

        // Otherwise a session goes on with the certificates that it began with.
        AllowTlsResume = false,
    };

    private static SslClientAuthenticationOptions Client(NodeIdentity identity, X509ChainPolicy policy, RemoteCertificateValidationCallback judge) => new()
    {
        // Silos are called by address, and known by their alternative names.
        TargetHost = "",
        ClientCertificateContext = identity.Context,
        EnabledSslProtocols = Versions,
        CertificateChainPolicy = policy,
        RemoteCertificateValidationCallback = judge,
        AllowRenegotiation = false,
        AllowTlsResume = false,
    };
}
