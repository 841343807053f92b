using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Silo.Clustering.Tls;
using Xunit;

namespace Soc.Grains.Tests.Clustering.Tls;

/// <summary>One connection over pipes, its other end played by the test: what this node refuses when it calls, and when it waits.</summary>
public sealed class TlsConnectionsTests : IAsyncDisposable
{
    private const string Name = NodeFiles.Name;

    private readonly TestAuthority _authority = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly HeardLog _log = new();
    private readonly NodeFiles _files;
    private readonly ServiceProvider _services;
    private readonly CountedRefusals _refusals;
    private readonly Pipe _toNode = new();
    private readonly Pipe _fromNode = new();
    private readonly DefaultConnectionContext _context;

    public TlsConnectionsTests()
    {
        _files = new NodeFiles(_authority.Issue([Name]), _authority.Pem);
        _services = new ServiceCollection()
            .AddLogging(l => l.AddProvider(_log))
            .AddMetrics()
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(_files.Options)
            .AddSingleton<ClusterCertificates>()
            .AddSingleton<TlsRefusals>()
            .AddSingleton<TlsConnections>()
            .BuildServiceProvider();
        _refusals = new CountedRefusals(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        _context = new DefaultConnectionContext("test") { Transport = new Ends(_toNode.Reader, _fromNode.Writer) };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TlsConnections Connections => _services.GetRequiredService<TlsConnections>();

    public async ValueTask DisposeAsync()
    {
        _refusals.Dispose();
        await _services.DisposeAsync();
        _files.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task A_server_of_ours_is_called()
    {
        var called = false;
        var connecting = Connections.ConnectAsync(_context, _ =>
        {
            called = true;
            return Task.CompletedTask;
        });
        await ServeAsync(_authority.Issue(["spiffe://soc/silo"], [TestAuthority.ServerUse]));
        await connecting;
        called.ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused()
    {
        using var other = new TestAuthority();
        await RefusedAsync(other.Issue([Name]), "outbound unknown_issuer");
    }

    [Fact]
    public async Task A_server_of_another_name_is_refused() => await RefusedAsync(_authority.Issue(["web.soc.svc"]), "outbound wrong_name");

    [Fact]
    public async Task A_server_with_the_name_in_its_subject_only_is_refused() => await RefusedAsync(_authority.Issue([], subject: $"CN={Name}"), "outbound wrong_name");

    [Fact]
    public async Task A_server_whose_certificate_expired_is_refused() =>
        await RefusedAsync(_authority.Issue([Name], from: TimeSpan.FromDays(-9), until: TimeSpan.FromMinutes(-1)), "outbound out_of_date");

    [Fact]
    public async Task A_server_whose_certificate_is_for_clients_only_is_refused() =>
        await RefusedAsync(_authority.Issue([Name], [TestAuthority.ClientUse]), "outbound wrong_usage");

    [Fact]
    public async Task A_server_that_speaks_no_TLS_is_refused()
    {
        var connecting = Connections.ConnectAsync(_context, NeverAsync);
        await _toNode.Writer.WriteAsync("220 mail ready\r\n"u8.ToArray(), Cancel);
        await RefusedAsync(connecting);
        (await _refusals.NextAsync(Cancel)).ShouldBe("outbound no_tls");
    }

    [Fact]
    public async Task A_server_that_closes_is_told_so()
    {
        var connecting = Connections.ConnectAsync(_context, NeverAsync);
        await _toNode.Writer.CompleteAsync();
        await RefusedAsync(connecting);
        (await _refusals.NextAsync(Cancel)).ShouldBe("outbound closed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_peer_that_says_nothing_is_refused_after_ten_seconds(bool calls)
    {
        var shaking = calls ? Connections.ConnectAsync(_context, NeverAsync) : Connections.AcceptAsync(_context, NeverAsync);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        shaking.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.2));
        (await RefusedAsync(shaking)).Message.ShouldContain("longer than 10 s");
        (await _refusals.NextAsync(Cancel)).ShouldEndWith("timed_out");
    }

    [Fact]
    public async Task The_same_refusal_is_logged_once_a_minute_and_always_counted()
    {
        var refusals = _services.GetRequiredService<TlsRefusals>();
        _services.GetRequiredService<ClusterCertificates>();
        _log.Take();
        var refusal = new TlsRefusal(TlsRefusalReason.NoTls, "it speaks no TLS");
        for (var i = 0; i < 6; i++)
        {
            refusals.Refused(TlsDirection.Inbound, refusal, other: null);
            (await _refusals.NextAsync(Cancel)).ShouldBe("inbound no_tls");
        }

        _log.Take().ShouldHaveSingleItem();
        refusals.Refused(TlsDirection.Inbound, refusal with { Reason = TlsRefusalReason.WrongName }, other: null);
        _log.Take().ShouldHaveSingleItem("another reason is another line");
        _time.Advance(TimeSpan.FromSeconds(61));
        refusals.Refused(TlsDirection.Inbound, refusal, other: null);
        _log.Take().ShouldHaveSingleItem().ShouldContain("5 more");
    }

    private static Task NeverAsync(ConnectionContext context) => throw new InvalidOperationException("It was to be refused.");

    // The exception counts as a cancellation, and is to be seen as what it is.
    private static async Task<ConnectionAbortedException> RefusedAsync(Task connection) => await Assert.ThrowsAsync<ConnectionAbortedException>(() => connection);

    private async Task RefusedAsync(TestPair pair, string counted)
    {
        var connecting = Connections.ConnectAsync(_context, NeverAsync);
        await Task.WhenAny(ServeAsync(pair), connecting);
        await RefusedAsync(connecting);
        (await _refusals.NextAsync(Cancel)).ShouldBe(counted);
    }

    // The other end as a server that believes whatever it is shown.
    private async Task ServeAsync(TestPair pair)
    {
        using var certificate = pair.Load();
        await using var bytes = new PipeStream(new Ends(_fromNode.Reader, _toNode.Writer));
        await using var tls = new SslStream(bytes);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true),
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, other, _, _) => other is X509Certificate2,
            },
            Cancel);
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
