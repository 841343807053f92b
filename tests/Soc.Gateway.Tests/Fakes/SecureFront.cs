using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Soc.Gateway.Tests.Fakes;

/// <summary>
/// Stands before a broker that knows neither TLS nor logins, and does both: TLS with a certificate, SASL PLAIN with one user. What
/// follows a login it passes on as it is. Only what the protocol needs for that: ApiVersions, SaslHandshake, SaslAuthenticate.
/// </summary>
internal sealed class SecureFront : IAsyncDisposable
{
    private const short ApiVersions = 18;
    private const short SaslHandshake = 17;
    private const short SaslAuthenticate = 36;
    private const short UnsupportedVersion = 35;
    private const short AuthenticationFailed = 58;

    private readonly int _brokerPort;
    private readonly X509Certificate2? _certificate;
    private readonly string? _login;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _logins;

    /// <param name="certificate">Null: no TLS.</param>
    /// <param name="user">Null: no login.</param>
    public SecureFront(int brokerPort, X509Certificate2? certificate, string? user, string? password)
    {
        _brokerPort = brokerPort;
        _certificate = certificate;
        _login = user is null ? null : $"\0{user}\0{password}";
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>Logins that were right.</summary>
    public int Logins => Volatile.Read(ref _logins);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private static byte[] Frame(int correlation, byte[] body)
    {
        var frame = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, 4 + body.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), correlation);
        body.CopyTo(frame, 8);
        return frame;
    }

    private static byte[] Numbers(params (int Value, int Bytes)[] numbers)
    {
        using var written = new MemoryStream();
        foreach (var (value, bytes) in numbers)
        {
            for (var shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
            {
                written.WriteByte((byte)(value >> shift));
            }
        }

        return written.ToArray();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(ServeOneAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeOneAsync(TcpClient client)
    {
        await Task.Yield();
        try
        {
            using (client)
            using (var broker = new TcpClient())
            {
                await broker.ConnectAsync(IPAddress.Loopback, _brokerPort, _stop.Token);
                Stream plain = client.GetStream();
                if (_certificate is not null)
                {
                    var tls = new SslStream(plain);
                    await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                    plain = tls;
                }

                await using (plain)
                {
                    if (_login is null || await IsLoggedInAsync(plain, broker.GetStream()))
                    {
                        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                        await Task.WhenAny(plain.CopyToAsync(broker.GetStream(), either.Token), broker.GetStream().CopyToAsync(plain, either.Token));
                        await either.CancelAsync();
                    }
                }
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // A client that went away or does not trust us.
        }
    }

    private async Task<bool> IsLoggedInAsync(Stream client, NetworkStream broker)
    {
        while (true)
        {
            var request = await ReadAsync(client);
            var key = BinaryPrimitives.ReadInt16BigEndian(request);
            var version = BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(2));
            var correlation = BinaryPrimitives.ReadInt32BigEndian(request.AsSpan(4));
            var afterHeader = 10 + Math.Max((short)0, BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(8)));
            switch (key)
            {
                case ApiVersions when version > 0:
                    await client.WriteAsync(Frame(correlation, Numbers((UnsupportedVersion, 2), (0, 4))), _stop.Token);
                    break;
                case ApiVersions:
                    await client.WriteAsync(Frame(correlation, await VersionsAsync(request, broker)), _stop.Token);
                    break;
                case SaslHandshake:
                    await client.WriteAsync(Frame(correlation, [.. Numbers((0, 2), (1, 4), (5, 2)), .. "PLAIN"u8]), _stop.Token);
                    break;
                case SaslAuthenticate:
                    var isRight = string.Equals(Encoding.UTF8.GetString(request.AsSpan(afterHeader + 4)), _login, StringComparison.Ordinal);
                    await client.WriteAsync(Frame(correlation, isRight ? Numbers((0, 2), (-1, 2), (0, 4)) : [.. Numbers((AuthenticationFailed, 2), (9, 2)), .. "bad login"u8, .. Numbers((0, 4))]), _stop.Token);
                    if (!isRight)
                    {
                        return false;
                    }

                    Interlocked.Increment(ref _logins);
                    return true;
                default:
                    return false;
            }
        }
    }

    /// <summary>The broker's own versions, and the two of the login.</summary>
    private async Task<byte[]> VersionsAsync(byte[] request, NetworkStream broker)
    {
        await broker.WriteAsync((byte[])[.. Numbers((request.Length, 4)), .. request], _stop.Token);
        var body = (await ReadAsync(broker))[4..];
        var count = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(2));
        return [.. body[..2], .. Numbers((count + 2, 4)), .. body[6..(6 + (count * 6))], .. Numbers((SaslHandshake, 2), (0, 2), (1, 2), (SaslAuthenticate, 2), (0, 2), (0, 2))];
    }

    private async Task<byte[]> ReadAsync(Stream from)
    {
        var length = new byte[4];
        await from.ReadExactlyAsync(length, _stop.Token);
        var frame = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await from.ReadExactlyAsync(frame, _stop.Token);
        return frame;
    }
}
