using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Soc.EventLog;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.Syslog;
using Soc.Gateway.Tests.Fakes;
using Xunit;

namespace Soc.Gateway.Tests.Ingest.Syslog;

public sealed class SyslogServiceTests : IAsyncDisposable
{
    private readonly IngestRig _rig = new(TimeProvider.System);
    private SyslogService? _service;

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.StopAsync(TestContext.Current.CancellationToken);
            _service.Dispose();
        }

        _rig.Dispose();
    }

    [Fact]
    public async Task Tcp_takes_both_framings_and_the_client_of_the_listener()
    {
        var port = await StartAsync(new SyslogListenerOptions { Protocol = SyslogProtocol.Tcp, Client = "demo", Sourcetype = "s" });
        using (var sender = await ConnectAsync(port))
        {
            await sender.GetStream().WriteAsync("<13>anna one\n15 <13>other two x<13>ben last"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        await EventuallyAsync(() => _rig.Log.Events.Count == 3);
        _rig.Log.Events.ShouldAllBe(e => e.Client == "demo" && e.SourceKind == "s");
    }

    [Fact]
    public async Task Udp_takes_datagrams_and_passes_over_empty_ones()
    {
        var port = await StartAsync(new SyslogListenerOptions { Protocol = SyslogProtocol.Udp, Client = "demo" });
        using var sender = new UdpClient();
        foreach (var text in new[] { "<13>anna one\n", "\0\n", "<13>ben two\0" })
        {
            await sender.SendAsync(Encoding.UTF8.GetBytes(text), new IPEndPoint(IPAddress.Loopback, port), TestContext.Current.CancellationToken);
        }

        await EventuallyAsync(() => _rig.Log.Events.Count == 2);
        _rig.Log.Events.Select(e => e.Message).ShouldBe(["<13>anna one", "<13>ben two"]);
    }

    [Fact]
    public async Task While_the_log_is_busy_nothing_is_lost()
    {
        for (var i = 0; i < 3; i++)
        {
            _rig.Log.Failures.Enqueue(new EventLogBusyException("x"));
        }

        var port = await StartAsync(new SyslogListenerOptions { Protocol = SyslogProtocol.Tcp, Client = "demo" });
        using var sender = await ConnectAsync(port);
        await sender.GetStream().WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"<13>user{i} x\n"))), TestContext.Current.CancellationToken);
        await EventuallyAsync(() => _rig.Log.Events.Count == 5_000);
        _rig.Log.Events.Select(e => e.Id).Distinct().Count().ShouldBe(5_000);
    }

    [Fact]
    public async Task A_hostile_length_ends_the_connection_and_only_that()
    {
        var port = await StartAsync(new SyslogListenerOptions { Protocol = SyslogProtocol.Tcp, Client = "demo" });
        using (var hostile = await ConnectAsync(port))
        {
            await hostile.GetStream().WriteAsync("<13>anna one\n999999999 "u8.ToArray(), TestContext.Current.CancellationToken);
            (await ReadToEndAsync(hostile)).ShouldBeTrue();
        }

        using var good = await ConnectAsync(port);
        await good.GetStream().WriteAsync("<13>ben two\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await EventuallyAsync(() => _rig.Log.Events.Count == 2);
    }

    [Fact]
    public async Task A_frame_that_stops_in_the_middle_is_given_up()
    {
        var port = await StartAsync(new SyslogListenerOptions { Protocol = SyslogProtocol.Tcp, Client = "demo" });
        using var sender = await ConnectAsync(port);
        await sender.GetStream().WriteAsync("<13>anna one\n50 <13>half"u8.ToArray(), TestContext.Current.CancellationToken);
        (await ReadToEndAsync(sender)).ShouldBeTrue();
        _rig.Log.Events.Count.ShouldBe(1);
        _rig.DeadLetters.Letters.ShouldHaveSingleItem().Reason.ShouldBe(IngestReasons.Truncated);
    }

    [Fact]
    public async Task Senders_beyond_the_limit_are_closed()
    {
        var port = await StartAsync(new SyslogListenerOptions { Protocol = SyslogProtocol.Tcp, Client = "demo" });
        var open = new List<TcpClient>();
        for (var i = 0; i < 4; i++)
        {
            open.Add(await ConnectAsync(port));
            await open[i].GetStream().WriteAsync(Encoding.UTF8.GetBytes($"<13>user{i} x\n"), TestContext.Current.CancellationToken);
            await EventuallyAsync(() => _rig.Log.Events.Count == i + 1);
        }

        using var oneTooMany = await ConnectAsync(port);
        (await ReadToEndAsync(oneTooMany)).ShouldBeTrue();
        open.ForEach(o => o.Dispose());
    }

    [Fact]
    public async Task The_source_address_names_the_client_and_strangers_are_refused()
    {
        var port = await StartAsync(
            new SyslogListenerOptions { Protocol = SyslogProtocol.Tcp, Senders = { new() { Address = "127.0.0.0/8", Client = "demo" }, new() { Address = "127.0.0.1", Client = "other" } } },
            new SyslogListenerOptions { Protocol = SyslogProtocol.Tcp, Senders = { new() { Address = "192.0.2.0/24", Client = "demo" } } });
        using var sender = await ConnectAsync(port);
        await sender.GetStream().WriteAsync("<13>anna one\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await EventuallyAsync(() => _rig.Log.Events.Count == 1);
        _rig.Log.Events[0].Client.ShouldBe("other");

        using var stranger = await ConnectAsync(_service!.Bound[1].EndPoint.Port);
        (await ReadToEndAsync(stranger)).ShouldBeTrue();
    }

    [Fact]
    public async Task Tls_reads_counted_frames_and_the_certificate_names_the_client()
    {
        using var server = SelfSigned("CN=collector");
        using var known = SelfSigned("CN=firewall");
        using var unknown = SelfSigned("CN=firewall");
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, server.Export(X509ContentType.Pkcs12, "pw"), TestContext.Current.CancellationToken);
        var port = await StartAsync(new SyslogListenerOptions
        {
            Protocol = SyslogProtocol.Tls,
            Client = "demo",
            CertificatePath = path,
            CertificatePassword = "pw",
            RequireClientCertificate = true,
            Senders = { new() { CertificateSha256 = Convert.ToHexString(SHA256.HashData(known.RawData)), Client = "other" } },
        });

        await SendTlsAsync(port, known, "12 <13>anna one12 <13>anna two");
        await EventuallyAsync(() => _rig.Log.Events.Count == 2);
        _rig.Log.Events.ShouldAllBe(e => e.Client == "other");

        await RefusedAsync(port, unknown);
        await RefusedAsync(port, certificate: null);
        await SendTlsAsync(port, known, "12 <13>anna six");
        await EventuallyAsync(() => _rig.Log.Events.Count >= 3);
        _rig.Log.Events.Select(e => e.Message).ShouldBe(["<13>anna one", "<13>anna two", "<13>anna six"]);
        File.Delete(path);
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(30), DateTimeOffset.UnixEpoch.AddYears(130));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        return client;
    }

    private static async Task SendTlsAsync(int port, X509Certificate2? certificate, string text)
    {
        using var client = await ConnectAsync(port);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "collector",
            RemoteCertificateValidationCallback = (_, remote, _, _) => remote?.Subject == "CN=collector",
            ClientCertificates = certificate is null ? null : [certificate],
        });
        await tls.WriteAsync(Encoding.UTF8.GetBytes(text));
        await tls.ShutdownAsync();
        (await tls.ReadAsync(new byte[1])).ShouldBe(0);
    }

    /// <summary>TLS 1.3 tells of a refused certificate only after the handshake, by an alert or by closing.</summary>
    private static async Task RefusedAsync(int port, X509Certificate2? certificate)
    {
        try
        {
            await SendTlsAsync(port, certificate, "12 <13>anna bad");
        }
        catch (Exception refused) when (refused is IOException or System.Security.Authentication.AuthenticationException)
        {
            // Told at once.
        }
    }

    /// <summary>True when the other side closes.</summary>
    private static async Task<bool> ReadToEndAsync(TcpClient client)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], limit.Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task EventuallyAsync(Func<bool> holds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private async Task<int> StartAsync(params SyslogListenerOptions[] listeners)
    {
        var options = Options.Create(new SyslogOptions { Listeners = [.. listeners], MaxConnections = 4, FrameSeconds = 1 });
        var sink = new SyslogSink(_rig.Pipeline, _rig.Metrics, _rig.Health, options, TimeProvider.System);
        _service = new SyslogService(sink, options, NullLogger<SyslogService>.Instance);
        await _service.StartAsync(TestContext.Current.CancellationToken);
        return _service.Bound[0].EndPoint.Port;
    }
}
