using System.Net;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using Shouldly;
using Soc.Storage.Conformance.Stores.PostgreSql;
using Soc.Storage.PostgreSql;

namespace Soc.Storage.Conformance.Clustering;

/// <summary>The table of members: a change passes only when it was made from the version that is there.</summary>
public class PostgresMembershipTests(SharedPostgres postgres) : IAsyncLifetime
{
    private const int Writers = 16;
    private static readonly DateTime Start = new(2026, 11, 26, 8, 0, 0, 123, DateTimeKind.Utc);

    private PostgresOptions _options = null!;
    private ClusterNode? _node;
    private IMembershipTable? _table;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IMembershipTable Table => _table!;

    public async ValueTask InitializeAsync()
    {
        _options = await NewDatabaseAsync();
        _node = ClusterNode.Described(_options);
        _table = await _node.MembershipTableAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    protected virtual Task<PostgresOptions> NewDatabaseAsync() => postgres.NewDatabaseAsync();

    [Fact]
    public async Task EmptyTable_HasAVersion()
    {
        var all = await Table.ReadAllAsync(Cancel);
        all.Members.ShouldBeEmpty();
        all.Version.Version.ShouldBe(0);
        (await Table.ReadRowAsync(Silo(1).SiloAddress, Cancel)).Members.ShouldBeEmpty();
    }

    [Fact]
    public async Task AMember_ComesBackAsItWas()
    {
        var silo = Silo(1);
        (await Table.InsertRowAsync(silo, await NextAsync(), Cancel)).ShouldBeTrue();
        silo.Status = SiloStatus.Dead;
        silo.IAmAliveTime = Start.AddMinutes(1);
        silo.SuspectTimes = [Tuple.Create(Silo(2).SiloAddress, Start.AddSeconds(30)), Tuple.Create(Silo(3).SiloAddress, Start.AddSeconds(31))];
        (await ChangeAsync(silo)).ShouldBeTrue();

        var read = (await Table.ReadRowAsync(silo.SiloAddress, Cancel)).Members.ShouldHaveSingleItem().Item1;
        read.SiloAddress.ShouldBe(silo.SiloAddress);
        (read.SiloName, read.HostName, read.ProxyPort).ShouldBe((silo.SiloName, silo.HostName, silo.ProxyPort));
        (read.Status, read.StartTime, read.IAmAliveTime).ShouldBe((silo.Status, silo.StartTime, silo.IAmAliveTime));
        read.SuspectTimes.ShouldBe(silo.SuspectTimes);
        (await Table.ReadAllAsync(Cancel)).Version.Version.ShouldBe(2);
    }

    [Fact]
    public async Task OfManyWhoJoinFromOneVersion_OneWins()
    {
        var next = await NextAsync();
        var won = await Task.WhenAll(Enumerable.Range(1, Writers).Select(i => Table.InsertRowAsync(Silo(i), next, Cancel)));
        won.Count(w => w).ShouldBe(1);
        var all = await Table.ReadAllAsync(Cancel);
        all.Members.ShouldHaveSingleItem();
        all.Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task OfManyChangesFromOneVersion_OneWins()
    {
        foreach (var i in Enumerable.Range(1, Writers))
        {
            (await Table.InsertRowAsync(Silo(i), await NextAsync(), Cancel)).ShouldBeTrue();
        }

        var before = await Table.ReadAllAsync(Cancel);
        var won = await Task.WhenAll(before.Members.Select(m => Table.UpdateRowAsync(Dead(m.Item1), m.Item2, before.Version.Next(), Cancel)));
        won.Count(w => w).ShouldBe(1);
        var after = await Table.ReadAllAsync(Cancel);
        after.Members.Count(m => m.Item1.Status == SiloStatus.Dead).ShouldBe(1);
        after.Version.Version.ShouldBe(before.Version.Version + 1);
    }

    [Fact]
    public async Task WhatIsRefused_ChangesNothing()
    {
        var old = await NextAsync();
        (await Table.InsertRowAsync(Silo(1), old, Cancel)).ShouldBeTrue();
        (await Table.InsertRowAsync(Silo(2), old, Cancel)).ShouldBeFalse("the version is not that any more");
        (await Table.InsertRowAsync(Silo(1), await NextAsync(), Cancel)).ShouldBeFalse("it is a member already");
        (await Table.UpdateRowAsync(Dead(Silo(1)), old.VersionEtag, old, Cancel)).ShouldBeFalse("the version is not that any more");
        (await ChangeAsync(Dead(Silo(3)))).ShouldBeFalse("it is no member");
        var all = await Table.ReadAllAsync(Cancel);
        all.Members.ShouldHaveSingleItem().Item1.Status.ShouldBe(SiloStatus.Active);
        all.Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task ASignOfLife_LeavesTheVersionAlone()
    {
        var silo = Silo(1);
        await Table.InsertRowAsync(silo, await NextAsync(), Cancel);
        silo.IAmAliveTime = Start.AddHours(1);
        await Table.UpdateIAmAliveAsync(silo, Cancel);
        var all = await Table.ReadAllAsync(Cancel);
        all.Members.ShouldHaveSingleItem().Item1.IAmAliveTime.ShouldBe(silo.IAmAliveTime);
        all.Version.Version.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cleanup_RemovesWhatIsLongDead_AndNothingElse(bool byTheOlderQuery)
    {
        if (byTheOlderQuery)
        {
            await (await postgres.ServerAsync()).ExecuteAsync(
                new NpgsqlConnectionStringBuilder(_options.ConnectionString).Database!,
                "DELETE FROM soc.orleansquery WHERE querykey = 'CleanupDefunctSiloEntryKey'");
            _table = await _node!.MembershipTableAsync(Cancel);
        }

        var cutoff = Start.AddHours(1);
        await Table.InsertRowAsync(Silo(1), await NextAsync(), Cancel);
        await Table.InsertRowAsync(Silo(2), await NextAsync(), Cancel);
        await Table.InsertRowAsync(Silo(3), await NextAsync(), Cancel);
        await ChangeAsync(Dead(Silo(2)));
        var late = Dead(Silo(3));
        late.IAmAliveTime = cutoff.AddMinutes(1);
        await ChangeAsync(late);
        await Table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(cutoff), Cancel);
        var all = await Table.ReadAllAsync(Cancel);
        all.Members.Select(m => m.Item1.SiloAddress).ShouldBe([Silo(1).SiloAddress, Silo(3).SiloAddress], ignoreOrder: true);
    }

    [Fact]
    public async Task TwoClusters_KnowNothingOfEachOther()
    {
        await using var other = ClusterNode.Described(_options, "two");
        var otherTable = await other.MembershipTableAsync(Cancel);
        await Table.InsertRowAsync(Silo(1), await NextAsync(), Cancel);
        (await otherTable.ReadAllAsync(Cancel)).Members.ShouldBeEmpty();
        await otherTable.DeleteMembershipTableEntriesAsync("two", Cancel);
        (await Table.ReadAllAsync(Cancel)).Members.ShouldHaveSingleItem();
        await Table.DeleteMembershipTableEntriesAsync("one", Cancel);
        (await (await _node!.MembershipTableAsync(Cancel)).ReadAllAsync(Cancel)).Members.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SELECT soc.begin_cluster('x')")]
    [InlineData("SELECT soc.add_silo('x', 0, 'a', 1, 1, 'n', 'h', 3, 1, now(), now())")]
    [InlineData("SELECT soc.change_silo('x', 0, 'a', 1, 1, 6, null, now())")]
    [InlineData("SELECT soc.keep_reminder('s', 'g', 'n', 1, now(), 1)")]
    [InlineData("SELECT soc.remove_reminder('s', 'g', 'n', 1)")]
    public async Task DatabaseSetToForgetTheLastMoments_IsOverruledForEveryChange(string change)
    {
        await using var source = NpgsqlDataSource.Create(_options.ConnectionString + ";Options=-c synchronous_commit=off");
        await using var connection = await source.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using var command = new NpgsqlCommand("SHOW synchronous_commit", connection, transaction);
        (await command.ExecuteScalarAsync(Cancel)).ShouldBe("off");
        await using (var changing = new NpgsqlCommand(change, connection, transaction))
        {
            await changing.ExecuteScalarAsync(Cancel);
        }

        (await command.ExecuteScalarAsync(Cancel)).ShouldBe("on");
    }

    private static MembershipEntry Silo(int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Parse("10.0.0.1"), 11111 + number, 7),
        SiloName = $"silo-{number}",
        HostName = "node",
        Status = SiloStatus.Active,
        ProxyPort = 30000,
        StartTime = Start,
        IAmAliveTime = Start,
    };

    private static MembershipEntry Dead(MembershipEntry silo)
    {
        silo.Status = SiloStatus.Dead;
        silo.SuspectTimes = [Tuple.Create(silo.SiloAddress, Start)];
        return silo;
    }

    private async Task<TableVersion> NextAsync() => (await Table.ReadAllAsync(Cancel)).Version.Next();

    private async Task<bool> ChangeAsync(MembershipEntry silo)
    {
        var next = await NextAsync();
        return await Table.UpdateRowAsync(silo, next.VersionEtag, next, Cancel);
    }
}
