using System.Text;
using Shouldly;
using Soc.Silo.Clustering.Tls;
using Xunit;

namespace Soc.Grains.Tests.Clustering.Tls;

/// <summary>Real silos and clients over loopback TCP, each with its own files.</summary>
public sealed class ClusterTlsTests : IDisposable
{
    private const string Name = NodeFiles.Name;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestAuthority _authority = new();
    private readonly NodeFiles _files;
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public ClusterTlsTests()
    {
        _files = new NodeFiles(_authority.Issue([Name]), _authority.Pem);
        _patience.CancelAfter(Patience);
    }

    private CancellationToken Cancel => _patience.Token;

    public void Dispose()
    {
        _files.Dispose();
        _authority.Dispose();
        _patience.Dispose();
    }

    [Fact]
    public async Task Two_silos_and_a_client_with_pairs_of_their_own_talk()
    {
        using var others = new NodeFiles(_authority.Issue(["SILO.soc.svc"], [TestAuthority.ServerUse, TestAuthority.ClientUse]), _authority.Pem);
        using var clients = new NodeFiles(_authority.Issue(["spiffe://soc/silo"], [TestAuthority.ClientUse]), _authority.Pem);
        await using var first = await TlsNode.StartSiloAsync(_files.Options);
        await using var second = await TlsNode.StartSiloAsync(others.Options, first);
        await using var client = await TlsNode.StartClientAsync(clients.Options, first, second);
        await client.CallAsync(silos: 2, Cancel);
        await first.CallAsync(silos: 2, Cancel);
        await second.CallAsync(silos: 2, Cancel);
        first.Certificates.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Large_messages_pass()
    {
        await using var silo = await TlsNode.StartSiloAsync(_files.Options);
        await using var client = await TlsNode.StartClientAsync(_files.Options, silo);
        var key = new string('k', 3_000_000);
        (await client.Grains.GetGrain<IWhereGrain>(key).WhereAsync()).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_chain_over_an_intermediate_authority_is_believed()
    {
        using var second = _authority.Intermediate();
        using var files = new NodeFiles(second.Issue([Name]), _authority.Pem);
        await using var silo = await TlsNode.StartSiloAsync(_files.Options);
        await using var client = await TlsNode.StartClientAsync(files.Options, silo);
        await client.CallAsync(silos: 1, Cancel);
    }

    [Fact]
    public async Task Two_authorities_are_believed_while_one_takes_over_from_the_other()
    {
        using var next = new TestAuthority("CN=the next authority");
        using var old = new NodeFiles(_authority.Issue([Name]), _authority.Pem + next.Pem);
        using var moved = new NodeFiles(next.Issue([Name]), next.Pem + _authority.Pem);
        await using var silo = await TlsNode.StartSiloAsync(old.Options);
        await using var client = await TlsNode.StartClientAsync(moved.Options, silo);
        await client.CallAsync(silos: 1, Cancel);
    }

    [Fact]
    public async Task A_peer_that_speaks_no_TLS_is_refused()
    {
        foreach (var words in (byte[][])[Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"), new byte[64], [.. Enumerable.Repeat((byte)0xFF, 64)]])
        {
            await RefusedAsync("inbound no_tls", "speaks no TLS", silo => Stranger.SpeakPlainlyAsync(silo.GatewayPort, words, Cancel));
        }
    }

    [Fact]
    public async Task Garbage_that_looks_like_TLS_is_refused() =>
        await RefusedAsync("inbound handshake_failed", "the handshake failed", silo => Stranger.SpeakPlainlyAsync(silo.SiloPort, [0x16, 3, 1, 0, 4, 9, 9, 9, 9], Cancel));

    [Fact]
    public async Task A_peer_that_closes_at_once_is_counted() =>
        await RefusedAsync("inbound closed", "before it said anything", async silo =>
        {
            using var socket = new System.Net.Sockets.TcpClient();
            await socket.ConnectAsync(System.Net.IPAddress.Loopback, silo.SiloPort, Cancel);
        });

    [Fact]
    public async Task A_peer_without_a_certificate_is_refused() => await RefusedAsync("inbound no_certificate", "showed no certificate", pair: null);

    [Fact]
    public async Task A_peer_of_another_authority_is_refused()
    {
        // Of the same name, which is no proof of anything.
        using var other = new TestAuthority();
        await RefusedAsync("inbound unknown_issuer", "leads to no root", other.Issue([Name]));
    }

    [Fact]
    public async Task A_peer_of_another_name_is_refused() => await RefusedAsync("inbound wrong_name", "web.soc.svc", _authority.Issue(["web.soc.svc"]));

    [Fact]
    public async Task A_peer_with_the_name_in_its_subject_only_is_refused() => await RefusedAsync("inbound wrong_name", "are none of", _authority.Issue([], subject: $"CN={Name}"));

    [Fact]
    public async Task A_wildcard_is_no_name_of_a_node() => await RefusedAsync("inbound wrong_name", "*.soc.svc", _authority.Issue(["*.soc.svc"]));

    [Fact]
    public async Task A_peer_whose_certificate_expired_is_refused() =>
        await RefusedAsync("inbound out_of_date", "out of date", _authority.Issue([Name], from: TimeSpan.FromDays(-30), until: TimeSpan.FromMinutes(-1)));

    [Fact]
    public async Task A_peer_whose_certificate_is_not_valid_yet_is_refused() =>
        await RefusedAsync("inbound out_of_date", "out of date", _authority.Issue([Name], from: TimeSpan.FromHours(1), until: TimeSpan.FromDays(30)));

    [Fact]
    public async Task A_peer_whose_certificate_is_for_another_use_is_refused() =>
        await RefusedAsync("inbound wrong_usage", "not for this use", _authority.Issue([Name], [TestAuthority.ServerUse]));

    [Fact]
    public async Task Silos_and_clients_in_the_clear_do_not_come_in()
    {
        await using var silo = await TlsNode.StartSiloAsync(_files.Options);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task<TlsNode>[] starts = [TlsNode.StartSiloAsync(tls: null, silo, cancellationToken: giveUp.Token), TlsNode.StartClientAsync(tls: null, [silo], giveUp.Token)];
        await silo.Refusals.WaitForAsync("inbound no_tls", Cancel);
        await silo.Refusals.WaitForAsync("inbound no_tls", Cancel);
        await giveUp.CancelAsync();
        foreach (var start in starts)
        {
            await Should.ThrowAsync<Exception>(start);
        }

        await silo.CallAsync(silos: 1, Cancel);
    }

    [Fact]
    public async Task Calls_go_on_while_the_pair_is_replaced_and_new_connections_show_the_new_one()
    {
        using var others = new NodeFiles(_authority.Issue([Name]), _authority.Pem);
        await using var first = await TlsNode.StartSiloAsync(_files.Options);
        await using var second = await TlsNode.StartSiloAsync(others.Options, first);
        await using var client = await TlsNode.StartClientAsync(others.Options, first, second);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var calls = 0;
        var calling = Task.Run(async () =>
        {
            for (; !stop.IsCancellationRequested; calls++)
            {
                await client.Grains.GetGrain<IWhereGrain>($"g{calls % 500}").WhereAsync();
            }
        });
        for (var i = 0; i < 3; i++)
        {
            var pair = _authority.Issue([Name]);
            _files.Write(pair);
            await first.Log.HearAsync(pair.Serial, Cancel);
            var before = Volatile.Read(ref calls);
            (await Stranger.VisitAsync(first.GatewayPort, pair: null, Cancel)).ShouldBe(pair.Serial);
            await using var another = await TlsNode.StartClientAsync(_files.Options, first);
            await another.CallAsync(silos: 2, Cancel);
            while (Volatile.Read(ref calls) < before + 100)
            {
                calling.IsCompleted.ShouldBeFalse();
                await Task.Yield();
            }
        }

        await stop.CancelAsync();
        await calling;
        first.Certificates.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silo_whose_certificate_expires_makes_no_new_connection_and_goes_on_with_a_new_pair()
    {
        var time = new ShiftedTime();
        await using var silo = await TlsNode.StartSiloAsync(_files.Options, time: time);
        await using var client = await TlsNode.StartClientAsync(_files.Options, silo);
        await client.CallAsync(silos: 1, Cancel);

        time.Shift(TimeSpan.FromDays(31));
        await Stranger.VisitAsync(silo.GatewayPort, _authority.Issue([Name]), Cancel);
        await silo.Refusals.WaitForAsync("inbound own_certificate_expired", Cancel);
        await silo.Log.HearAsync("this node's own certificate expired at", Cancel);
        silo.Certificates.Problems.ShouldHaveSingleItem().ShouldContain("no new connection to another node is made");
        await client.CallAsync(silos: 1, Cancel);

        var pair = _authority.Issue([Name], until: TimeSpan.FromDays(90));
        _files.Write(pair);
        await silo.Log.HearAsync(pair.Serial, Cancel);
        await using var another = await TlsNode.StartClientAsync(_files.Options, silo);
        await another.CallAsync(silos: 1, Cancel);
    }

    [Fact]
    public async Task A_silo_whose_certificate_has_expired_does_not_start_and_says_why()
    {
        _files.Write(_authority.Issue([Name], from: TimeSpan.FromDays(-30), until: TimeSpan.FromMinutes(-1)));
        (await Should.ThrowAsync<InvalidOperationException>(TlsNode.StartSiloAsync(_files.Options))).Message.ShouldContain("expired at");
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_said_clearly()
    {
        async Task<string> RefuseAsync(ClusterTlsOptions options) => (await Should.ThrowAsync<InvalidOperationException>(TlsNode.StartSiloAsync(options))).Message;
        (await RefuseAsync(_files.Options with { KeyPath = "" })).ShouldContain("Soc:Cluster:Tls:KeyPath is missing");
        (await RefuseAsync(_files.Options with { AllowedNames = [] })).ShouldContain("AllowedNames is missing");
        (await RefuseAsync(_files.Options with { CheckSeconds = 0 })).ShouldContain("use 1 to 3600");
        (await RefuseAsync(_files.Options with { CaPath = "nowhere.pem" })).ShouldContain("nowhere.pem cannot be read");
    }

    private Task RefusedAsync(string counted, string logged, TestPair? pair) => RefusedAsync(counted, logged, silo => Stranger.VisitAsync(silo.SiloPort, pair, Cancel));

    // The node goes on: before and after, a good client is served.
    private async Task RefusedAsync(string counted, string logged, Func<TlsNode, Task> visit)
    {
        await using var silo = await TlsNode.StartSiloAsync(_files.Options);
        await using var client = await TlsNode.StartClientAsync(_files.Options, silo);
        await visit(silo);
        (await silo.Refusals.NextAsync(Cancel)).ShouldBe(counted);
        (await silo.Log.HearAsync("was refused", Cancel)).ShouldContain(logged);
        await client.CallAsync(silos: 1, Cancel);
        await using var another = await TlsNode.StartClientAsync(_files.Options, silo);
        await another.CallAsync(silos: 1, Cancel);
    }
}
