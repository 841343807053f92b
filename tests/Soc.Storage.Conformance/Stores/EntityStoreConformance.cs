using System.Globalization;
using Shouldly;
using Soc.GrainInterfaces.Storage;

namespace Soc.Storage.Conformance.Stores;

/// <summary>What every store of entities promises.</summary>
public abstract class EntityStoreConformance
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract IEntityStore Store { get; }

    /// <summary>Closes the store and opens it again.</summary>
    protected abstract ValueTask ReopenAsync();

    [Fact]
    public async Task Written_IsRead_TheLaterWins_AndSurvivesReopening()
    {
        (await Store.ReadAsync("acme/user/anna", Cancel)).ShouldBeNull();
        await Store.WriteAsync("acme/user/anna", new byte[] { 1 }, Cancel);
        await Store.WriteAsync("acme/user/anna", new byte[] { 9, 2, 3, 9 }.AsMemory(1, 2), Cancel);
        await Store.WriteAsync("acme/user/empty", ReadOnlyMemory<byte>.Empty, Cancel);
        (await Store.ReadAsync("acme/user/anna", Cancel)).ShouldBe([2, 3]);
        await ReopenAsync();
        (await Store.ReadAsync("acme/user/anna", Cancel)).ShouldBe([2, 3]);
        (await Store.ReadAsync("acme/user/empty", Cancel)).ShouldBe([]);
    }

    [Fact]
    public async Task ManyAtOnce_AllAreThere_AndAreCountedByPrefix()
    {
        string[] odd = ["acme/user/%2f", "acme/user/😀", "acme/user/\uffff!", "acmé/user/x", "acme2/user/x"];
        await Task.WhenAll(Enumerable.Range(0, 5000)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"acme/user/{i}"))
            .Concat(odd)
            .Select(key => Store.WriteAsync(key, System.Text.Encoding.UTF8.GetBytes(key), Cancel).AsTask()));
        (await Store.CountAsync("acme/user/", Cancel)).ShouldBe(5003);
        (await Store.CountAsync("acme/", Cancel)).ShouldBe(5003);
        (await Store.CountAsync("", Cancel)).ShouldBe(5005);
        foreach (var key in odd.Append("acme/user/4711"))
        {
            (await Store.ReadAsync(key, Cancel)).ShouldBe(System.Text.Encoding.UTF8.GetBytes(key));
        }
    }

    [Fact]
    public async Task LaterWriteOfTheSameKey_WinsWithinOneCommit()
    {
        var writes = Enumerable.Range(0, 500).Select(i => Store.WriteAsync("acme/user/anna", BitConverter.GetBytes(i), Cancel).AsTask()).ToArray();
        await Task.WhenAll(writes);
        BitConverter.ToInt32(await Store.ReadAsync("acme/user/anna", Cancel)).ShouldBe(499);
    }

    [Fact]
    public async Task Offset_IsZeroAtFirst_AndNeverAheadOfEarlierSnapshots()
    {
        (await Store.ReadOffsetAsync(3, Cancel)).ShouldBe(0);
        for (var i = 1; i <= 200; i++)
        {
            var snapshot = Store.WriteAsync("acme/user/anna", BitConverter.GetBytes(i), Cancel).AsTask();
            await Store.WriteOffsetAsync(3, i, Cancel);
            BitConverter.ToInt32(await Store.ReadAsync("acme/user/anna", Cancel)).ShouldBe(i);
            await snapshot;
        }

        await ReopenAsync();
        (await Store.ReadOffsetAsync(3, Cancel)).ShouldBe(200);
        (await Store.ReadOffsetAsync(2, Cancel)).ShouldBe(0);
    }
}
