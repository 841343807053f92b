using System.Globalization;
using Shouldly;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Conformance.Stores;

/// <summary>What every store of entities promises.</summary>
public abstract class EntityStoreConformance
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>An activation that found nothing stored.</summary>
    protected static readonly EntityWriter One = new(1, default);

    protected abstract IEntityStore Store { get; }

    /// <summary>Closes the store and opens it again.</summary>
    protected abstract ValueTask ReopenAsync();

    [Fact]
    public async Task Written_IsRead_TheLaterWins_AndSurvivesReopening()
    {
        (await Store.ReadAsync("acme/user/anna", Cancel)).HasValue.ShouldBeFalse();
        await Store.WriteAsync("acme/user/anna", new byte[] { 1 }, One, Cancel);
        await Store.WriteAsync("acme/user/anna", new byte[] { 9, 2, 3, 9 }.AsMemory(1, 2), One, Cancel);
        await Store.WriteAsync("acme/user/empty", ReadOnlyMemory<byte>.Empty, One, Cancel);
        (await StateOfAsync("acme/user/anna")).ShouldBe([2, 3]);
        await ReopenAsync();
        (await StateOfAsync("acme/user/anna")).ShouldBe([2, 3]);
        (await StateOfAsync("acme/user/empty")).ShouldBe([]);
    }

    [Fact]
    public async Task ManyAtOnce_AllAreThere_AndAreCountedByPrefix()
    {
        string[] odd = ["acme/user/%2f", "acme/user/😀", "acme/user/\uffff!", "acmé/user/x", "acme2/user/x"];
        await Task.WhenAll(Enumerable.Range(0, 5000)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"acme/user/{i}"))
            .Concat(odd)
            .Select(key => Store.WriteAsync(key, System.Text.Encoding.UTF8.GetBytes(key), One, Cancel).AsTask()));
        (await Store.CountAsync("acme/user/", Cancel)).ShouldBe(5003);
        (await Store.CountAsync("acme/", Cancel)).ShouldBe(5003);
        (await Store.CountAsync("", Cancel)).ShouldBe(5005);
        foreach (var key in odd.Append("acme/user/4711"))
        {
            (await StateOfAsync(key)).ShouldBe(System.Text.Encoding.UTF8.GetBytes(key));
        }
    }

    [Fact]
    public async Task LaterWriteOfTheSameKey_WinsWithinOneCommit()
    {
        var writes = Enumerable.Range(0, 500).Select(i => Store.WriteAsync("acme/user/anna", BitConverter.GetBytes(i), One, Cancel).AsTask()).ToArray();
        await Task.WhenAll(writes);
        BitConverter.ToInt32(await StateOfAsync("acme/user/anna")).ShouldBe(499);
    }

    [Fact]
    public async Task Offset_IsZeroAtFirst_AndNeverAheadOfEarlierSnapshots()
    {
        (await Store.ReadOffsetAsync(3, Cancel)).ShouldBe(0);
        for (var i = 1; i <= 200; i++)
        {
            var snapshot = Store.WriteAsync("acme/user/anna", BitConverter.GetBytes(i), One, Cancel).AsTask();
            await Store.WriteOffsetAsync(3, i, Cancel);
            BitConverter.ToInt32(await StateOfAsync("acme/user/anna")).ShouldBe(i);
            await snapshot;
        }

        await ReopenAsync();
        (await Store.ReadOffsetAsync(3, Cancel)).ShouldBe(200);
        (await Store.ReadOffsetAsync(2, Cancel)).ShouldBe(0);
    }

    [Fact]
    public async Task TwoThatBeganFromNothing_TheFirstToWriteWins_AndTheOtherIsRefused()
    {
        var two = new EntityWriter(2, default);
        await Store.WriteAsync("acme/user/anna", new byte[] { 1 }, One, Cancel);
        await Should.ThrowAsync<EntityConflictException>(Store.WriteAsync("acme/user/anna", new byte[] { 2 }, two, Cancel).AsTask());
        await Store.WriteAsync("acme/user/anna", new byte[] { 3 }, One, Cancel);
        (await StateOfAsync("acme/user/anna")).ShouldBe([3]);
    }

    [Fact]
    public async Task SuccessorTakesOver_AndTheOneBeforeIsRefusedFromThenOn()
    {
        await Store.WriteAsync("acme/user/anna", new byte[] { 1 }, One, Cancel);
        var successor = new EntityWriter(2, (await Store.ReadAsync("acme/user/anna", Cancel))!.Value.Stamp);
        await Store.WriteAsync("acme/user/anna", new byte[] { 2 }, successor, Cancel);
        await Should.ThrowAsync<EntityConflictException>(Store.WriteAsync("acme/user/anna", new byte[] { 3 }, One, Cancel).AsTask());
        await Store.WriteAsync("acme/user/anna", new byte[] { 4 }, successor, Cancel);
        await ReopenAsync();
        (await StateOfAsync("acme/user/anna")).ShouldBe([4]);
        await Should.ThrowAsync<EntityConflictException>(Store.WriteAsync("acme/user/anna", new byte[] { 5 }, One, Cancel).AsTask());
        await Store.WriteAsync("acme/user/anna", new byte[] { 6 }, successor, Cancel);
        (await StateOfAsync("acme/user/anna")).ShouldBe([6]);
    }

    /// <summary>The dangerous one: the successor read what the one before wrote once more afterwards.</summary>
    [Fact]
    public async Task SuccessorThatReadTooEarly_IsRefused_AndNothingOfTheOtherIsLost()
    {
        await Store.WriteAsync("acme/user/anna", new byte[] { 1 }, One, Cancel);
        var successor = new EntityWriter(2, (await Store.ReadAsync("acme/user/anna", Cancel))!.Value.Stamp);
        await Store.WriteAsync("acme/user/anna", new byte[] { 1, 1 }, One, Cancel);
        await Should.ThrowAsync<EntityConflictException>(Store.WriteAsync("acme/user/anna", new byte[] { 2 }, successor, Cancel).AsTask());
        (await StateOfAsync("acme/user/anna")).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task WritersOfOneKeyAtTheSameTime_ExactlyOneWins_AndTheOthersHearIt()
    {
        var writes = Enumerable.Range(1, 40).Select(w => TryAsync("acme/user/anna", w)).Concat(Enumerable.Range(1, 200).Select(i => TryAsync($"acme/user/{i}", i)));
        var won = await Task.WhenAll(writes);
        won.Take(40).Count(w => w).ShouldBe(1);
        won.Skip(40).ShouldAllBe(w => w, "other keys of the same commit are not touched by it");
        var winner = Array.IndexOf(won, true) + 1;
        var stored = (await Store.ReadAsync("acme/user/anna", Cancel))!.Value;
        BitConverter.ToInt32(stored.State).ShouldBe(winner);
        stored.Stamp.Writer.ShouldBe(winner);

        async Task<bool> TryAsync(string key, int writer)
        {
            try
            {
                await Store.WriteAsync(key, BitConverter.GetBytes(writer), new EntityWriter(writer, default), Cancel);
                return true;
            }
            catch (EntityConflictException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Offsets_OnlyGrow()
    {
        await Store.WriteOffsetAsync(1, 50, Cancel);
        await Store.WriteOffsetAsync(1, 40, Cancel);
        (await Store.ReadOffsetAsync(1, Cancel)).ShouldBe(50);
        await Task.WhenAll(Enumerable.Range(51, 100).Reverse().Select(i => Store.WriteOffsetAsync(1, i, Cancel).AsTask()));
        (await Store.ReadOffsetAsync(1, Cancel)).ShouldBe(150);
    }

    protected async Task<byte[]?> StateOfAsync(string key) => (await Store.ReadAsync(key, Cancel))?.State;
}
