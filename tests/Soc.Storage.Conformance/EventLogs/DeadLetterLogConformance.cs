using Shouldly;
using Soc.EventLog;

namespace Soc.Storage.Conformance.EventLogs;

/// <summary>What every dead-letter log promises.</summary>
public abstract class DeadLetterLogConformance
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract ValueTask<IDeadLetterLog> OpenAsync();

    [Fact]
    public async Task NewestFirst_OfOneClient_UpToTheLimit_AlsoAfterReopening()
    {
        await using (var log = await OpenAsync())
        {
            for (var i = 0; i < 40; i++)
            {
                await log.AppendAsync([Letter("acme", i), Letter("umbra", i)], Cancel);
            }
        }

        await using var again = await OpenAsync();
        (await ReadAsync(again, "acme", 3)).Select(l => l.ReceivedMs).ShouldBe([39, 38, 37]);
        (await ReadAsync(again, "umbra", 100)).Select(l => l.ReceivedMs).ShouldBe(Enumerable.Range(0, 40).Reverse().Select(i => (long)i));
        (await ReadAsync(again, "nobody", 100)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Raw_IsKeptByteForByte_AndCutAtItsLimit()
    {
        await using var log = await OpenAsync();
        byte[] raw = [0, 255, 10, 13, 0xc3, 0x28];
        await log.AppendAsync([Letter("acme", 1) with { Raw = raw, RawLength = 6, Sourcetype = null }], Cancel);
        await log.AppendAsync([Letter("acme", 2) with { Raw = new byte[100_000], RawLength = 100_000 }], Cancel);

        var letters = await ReadAsync(log, "acme", 10);
        letters[0].Raw.Length.ShouldBe(DeadLetter.MaxRawBytes);
        letters[0].RawLength.ShouldBe(100_000);
        letters[1].Raw.ShouldBe(raw);
        letters[1].Sourcetype.ShouldBeNull();
        letters[1].Reason.ShouldBe("bad_time");
    }

    [Fact]
    public async Task Pages_HoldEveryLetterOnce_NewestFirst_ByReasonToo()
    {
        await using var log = await OpenAsync();
        for (var i = 0; i < 30; i++)
        {
            await log.AppendAsync([Letter("acme", i) with { Reason = i % 3 == 0 ? "third" : "bad_time" }, Letter("umbra", i)], Cancel);
        }

        foreach (var (reason, expected) in new[] { ((string?)null, Enumerable.Range(0, 30)), ("third", Enumerable.Range(0, 10).Select(i => i * 3)), ("none", []) })
        {
            var walked = new List<long>();
            var below = long.MaxValue;
            while (await log.QueryAsync(new DeadLetterQuery("acme", 4, below, reason), Cancel) is { Count: > 0 } page)
            {
                page.Count.ShouldBeLessThanOrEqualTo(4);
                walked.AddRange(page.Select(l => l.Letter.ReceivedMs));
                below = page[^1].Offset;
            }

            walked.ShouldBe(expected.Reverse().Select(i => (long)i));
        }
    }

    protected static DeadLetter Letter(string client, long receivedMs) => new(client, receivedMs, "pan:traffic", "bad_time", new byte[300], 300);

    protected static async Task<List<DeadLetter>> ReadAsync(IDeadLetterLog log, string client, int limit)
    {
        ArgumentNullException.ThrowIfNull(log);
        var letters = new List<DeadLetter>();
        await foreach (var letter in log.ReadAsync(client, limit, Cancel))
        {
            letters.Add(letter);
        }

        return letters;
    }
}
