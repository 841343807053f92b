using Shouldly;
using Soc.GrainInterfaces.Response;
using Soc.Grains.Response;
using Soc.Model.Response.Feeds;
using Soc.Response.Feeds;
using Xunit;

namespace Soc.Grains.Tests.Silo;

/// <summary>A block list says nothing that is not durable, tells its readers, and is there after a restart.</summary>
public sealed class BlockListGrainTests : IDisposable
{
    private static readonly BlockTarget Bad = new(BlockKind.Address, Make.BadAddress);

    private readonly string _folder = Directory.CreateTempSubdirectory("soc-blocks-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_blocked_is_durable_told_and_ends()
    {
        var untilMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + Make.HourMs;
        BlockListView before;
        await using (var engine = await Engine.StartAsync(_folder))
        {
            var (lists, grain, reader) = (new GrainBlockLists(engine.Grains), Grain(engine), new CountingReader());
            var reference = engine.Grains.CreateObjectReference<IBlockListReader>(reader);
            (await grain.WatchAsync(new BlockListWatch(reference, -1), Cancel)).ShouldNotBeNull().Entries.ShouldBeEmpty();

            engine.EntityOutage.IsOn = true;
            await Should.ThrowAsync<Exception>(() => lists.HoldAsync(Make.Client, Request("op-1", untilMs), Cancel).AsTask());
            engine.EntityOutage.Failures.ShouldBeGreaterThan(0);
            (await lists.FindAsync(Make.Client, Bad, Cancel)).ShouldBeNull("what is not durable did not happen");
            engine.EntityOutage.IsOn = false;

            (await lists.HoldAsync(Make.Client, Request("op-1", untilMs), Cancel)).Kind.ShouldBe(BlockAnswerKind.Held);
            await Engine.UntilAsync(() => ValueTask.FromResult(reader.Told.Contains(Make.Client, StringComparer.Ordinal)), "the reader is told");
            (await lists.HoldAsync(Make.Client, Request("op-2", untilMs), Cancel)).Kind.ShouldBe(BlockAnswerKind.Held);
            await grain.PolledAsync([Poll], Cancel);
            (await grain.PollsAsync(Cancel)).ShouldBe([Poll]);
            before = (await grain.WatchAsync(new BlockListWatch(reference, -1), Cancel)).ShouldNotBeNull();
            (await grain.WatchAsync(new BlockListWatch(reference, before.Version), Cancel)).ShouldBeNull("it has it all");
            (await engine.Grains.GetGrain<IBlockListGrain>(BlockListKey.Of("other")).ReadAsync(Cancel)).Entries.ShouldBeEmpty();
        }

        await using (var again = await Engine.StartAsync(_folder))
        {
            var (lists, grain) = (new GrainBlockLists(again.Grains), Grain(again));
            (await grain.ReadAsync(Cancel)).ShouldBeEquivalentTo(before);
            (await grain.PollsAsync(Cancel)).ShouldBe([Poll], "stored when the grain ended");
            (await lists.ReleaseAsync(Make.Client, Bad, "op-1", Cancel)).ShouldNotBeNull().Holds.ShouldHaveSingleItem().OperationId.ShouldBe("op-2");
            var soonMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 300;
            await lists.HoldAsync(Make.Client, Request("op-2", soonMs), Cancel);
            await Engine.UntilAsync(async () => await lists.FindAsync(Make.Client, Bad, Cancel) is null, "it ends by itself");
            TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ShouldBeGreaterThanOrEqualTo(soonMs);
            (await grain.ReadAsync(Cancel)).Removals.ShouldHaveSingleItem().Value.ShouldBe(Make.BadAddress);
        }
    }

    [Theory]
    [InlineData("acme", "acme/blocklist/all")]
    [InlineData("a/b%2fc", "a%2fb%252fc/blocklist/all")]
    public void A_key_leads_back_to_its_client(string client, string key)
    {
        BlockListKey.Of(client).ShouldBe(key);
        BlockListKey.ClientOf(key).ShouldBe(client);
        BlockListKey.ClientOf("acme/user/anna").ShouldBeNull();
    }

    private static FeedPoll Poll => new("paloalto_ip", "c1", "192.0.2.1", 5, 1, 1);

    private static BlockRequest Request(string operation, long untilMs) => new(BlockKind.Address, Make.BadAddress, operation, untilMs, 90, "Beacon.");

    private static IBlockListGrain Grain(Engine engine) => engine.Grains.GetGrain<IBlockListGrain>(BlockListKey.Of(Make.Client));

    private sealed class CountingReader : IBlockListReader
    {
        private readonly List<string> _told = [];

        public string[] Told
        {
            get
            {
                lock (_told)
                {
                    return [.. _told];
                }
            }
        }

        public ValueTask ChangedAsync(string client)
        {
            lock (_told)
            {
                _told.Add(client);
            }

            return ValueTask.CompletedTask;
        }
    }
}
