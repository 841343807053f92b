using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Soc.Gateway.Ingest.Syslog;

/// <summary>Accepts TCP and TLS senders.</summary>
internal sealed class SyslogTcpListener : ISyslogListener
{
    private const int Backlog = 512;

    private readonly SyslogListenerOptions _options;
    private readonly SyslogSink _sink;
    private readonly ILogger _logger;
    private readonly SyslogClientMap _clients;
    private readonly SslServerAuthenticationOptions? _tls;
    private readonly Socket _socket;
    private int _connections;

    public SyslogTcpListener(SyslogListenerOptions options, SyslogSink sink, ILogger logger)
    {
        _options = options;
        _sink = sink;
        _logger = logger;
        _clients = new SyslogClientMap(options);
        _tls = options.Protocol == SyslogProtocol.Tls ? TlsOptions(options, _clients) : null;
        _socket = SyslogSockets.Bind(options, SocketType.Stream, ProtocolType.Tcp);
        _socket.Listen(Backlog);
    }

    public SyslogProtocol Protocol => _options.Protocol;

    public IPEndPoint LocalEndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var open = new HashSet<Task>();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var sender = await _socket.AcceptAsync(cancellationToken);
                open.RemoveWhere(static t => t.IsCompleted);
                if (Volatile.Read(ref _connections) >= _sink.Options.MaxConnections)
                {
                    _sink.Drop(IngestReasons.TooManyConnections);
                    sender.Dispose();
                    continue;
                }

                Interlocked.Increment(ref _connections);
                open.Add(ServeAsync(sender, cancellationToken));
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException failure)
            {
                // A sender that went away while it was accepted, or no more file handles: the next one may fare better.
                IngestLog.SyslogFailed(_logger, LocalEndPoint.Port, failure);
                await Task.Delay(TimeSpan.FromMilliseconds(100), _sink.Time, CancellationToken.None);
            }
        }

        await Task.WhenAll(open);
    }

    public void Dispose() => _socket.Dispose();

    private static SslServerAuthenticationOptions TlsOptions(SyslogListenerOptions options, SyslogClientMap clients)
    {
        if (options.CertificatePath is not { Length: > 0 } path)
        {
            throw new InvalidOperationException($"Soc:Syslog: the TLS listener on port {options.Port} needs CertificatePath.");
        }

        var certificate = options.KeyPath is not { Length: > 0 } keyPath
            ? X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword)
            : options.CertificatePassword is { Length: > 0 } password
                ? X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath)
                : X509Certificate2.CreateFromPemFile(path, keyPath);
        return new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = options.RequireClientCertificate || clients.UsesCertificates,
            // The pinned hash is the whole check: the handshake proves the key, the map names the certificate.
            RemoteCertificateValidationCallback = (_, remote, _, _) => remote is null
                ? !options.RequireClientCertificate
                : !clients.UsesCertificates || clients.OfCertificate(HashOf(remote)) is not null,
        };
    }

    private static string HashOf(X509Certificate certificate) => Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData()));

    private async Task ServeAsync(Socket sender, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            sender.NoDelay = true;
            var address = ((IPEndPoint)sender.RemoteEndPoint!).Address;
            await using var stream = new NetworkStream(sender, ownsSocket: true);
            var reason = _tls is null
                ? await ReadAsync(stream, _clients.OfAddress(address), cancellationToken)
                : await ServeTlsAsync(stream, address, cancellationToken);
            if (reason is not null)
            {
                IngestLog.SyslogClosed(_logger, LocalEndPoint.Port, reason);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                IngestLog.SyslogClosed(_logger, _options.Port, failure.Message);
            }
        }
        catch (Exception failure)
        {
            // One sender's connection never ends the listener.
            IngestLog.SyslogFailed(_logger, _options.Port, failure);
        }
        finally
        {
            sender.Dispose();
            Interlocked.Decrement(ref _connections);
        }
    }

    private async Task<string?> ServeTlsAsync(NetworkStream stream, IPAddress address, CancellationToken cancellationToken)
    {
        await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        using (var tooSlow = new CancellationTokenSource(TimeSpan.FromSeconds(_sink.Options.HandshakeSeconds), _sink.Time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tooSlow.Token))
        {
            await tls.AuthenticateAsServerAsync(_tls!, either.Token);
        }

        var client = tls.RemoteCertificate is { } certificate && _clients.UsesCertificates
            ? _clients.OfCertificate(HashOf(certificate))
            : _clients.OfAddress(address);
        return await ReadAsync(tls, client, cancellationToken);
    }

    private async Task<string?> ReadAsync(Stream stream, string? client, CancellationToken cancellationToken)
    {
        if (client is null)
        {
            _sink.Drop(IngestReasons.UnknownSender);
            return IngestReasons.UnknownSender;
        }

        return await new SyslogConnection(stream, client, _options.Sourcetype, _sink).RunAsync(cancellationToken);
    }
}
