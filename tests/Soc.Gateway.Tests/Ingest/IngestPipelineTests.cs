using System.Text;
using Shouldly;
using Soc.EventLog;
using Soc.Gateway.Ingest;
using Soc.Gateway.Tests.Fakes;
using Xunit;

namespace Soc.Gateway.Tests.Ingest;

public sealed class IngestPipelineTests : IDisposable
{
    private readonly IngestRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task One_bad_record_never_costs_the_others()
    {
        var result = await IngestAsync("demo", "anna one", "bad", "throw", "skip", "anna two", "\xff\xfe\0");
        result.Status.ShouldBe(IngestStatus.Accepted);
        result.Events.ShouldBe(3);
        _rig.Log.Events.Select(e => e.Message).ShouldBe(["anna one", "anna two", "\xff\xfe\0"]);
        _rig.DeadLetters.Letters.Select(l => l.Reason).ShouldBe(["bad_line", IngestReasons.ParserError]);
        var receipt = _rig.Log.Receipts.ShouldHaveSingleItem();
        receipt.Counts.Sum(c => c.Records).ShouldBe(6);
        receipt.Counts.Sum(c => c.Events).ShouldBe(3);
        receipt.Counts.Single(c => c.Outcome == "skipped").Reason.ShouldBe("of_no_use");
    }

    [Fact]
    public async Task Records_of_one_user_keep_their_order_in_one_partition()
    {
        await IngestAsync("demo", [.. Enumerable.Range(0, 200).Select(i => $"user{i % 5} {i}")]);
        foreach (var user in _rig.Log.Entries.Where(e => e.Event is not null).GroupBy(e => e.Event!.UserKey, StringComparer.Ordinal))
        {
            user.Select(e => e.Partition).Distinct().Count().ShouldBe(1);
            user.Select(e => int.Parse(e.Event!.Message!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)).ShouldBeInOrder();
        }
    }

    [Fact]
    public async Task A_client_that_does_not_exist_is_refused()
    {
        (await IngestAsync("nobody", "anna one")).Status.ShouldBe(IngestStatus.UnknownClient);
        _rig.Log.Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_batch_twice_has_the_same_ids()
    {
        await IngestAsync("demo", "anna one", "ben two");
        await IngestAsync("demo", "anna one", "ben two");
        _rig.Log.Events.Count.ShouldBe(4);
        _rig.Log.Events.Select(e => e.Id).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_time_far_ahead_is_not_believed_and_an_old_one_is()
    {
        var now = _rig.Time.GetUtcNow().ToUnixTimeSeconds();
        var weeks = 21L * 86_400;
        await IngestAsync("demo", $"anna at={now + 299}", $"anna at={now + 301}", $"anna at={now - weeks}", "anna at=0", $"anna at={long.MaxValue / 1000}");
        _rig.Log.Events.Select(e => e.TimeMs / 1000).ShouldBe([now + 299, now, now - weeks, now, now]);
        _rig.Log.Events[1].Message!.ShouldStartWith("The source gave the time 2026-03-02 09:05:01Z");
        var counts = _rig.Log.Receipts[0].Counts;
        counts.Single(c => c.Reason == IngestReasons.FutureTime).Records.ShouldBe(2);
        counts.Single(c => c.Reason == IngestReasons.NoTime).Records.ShouldBe(1);
    }

    [Fact]
    public async Task Busy_and_full_accept_nothing()
    {
        _rig.Log.Failures.Enqueue(new EventLogBusyException("full"));
        _rig.Log.Failures.Enqueue(new EventLogUnavailableException("No space left on /data: make room."));
        (await IngestAsync("demo", "anna one")).Status.ShouldBe(IngestStatus.Busy);
        var full = await IngestAsync("demo", "anna one");
        full.Status.ShouldBe(IngestStatus.Unavailable);
        full.Message!.ShouldContain("No space left");
        _rig.Log.Entries.ShouldBeEmpty();
        (await IngestAsync("demo", "anna one")).Status.ShouldBe(IngestStatus.Accepted);
    }

    [Fact]
    public async Task A_dead_letter_is_cut_and_says_how_long_it_was()
    {
        var record = new IngestRecord(new byte[100_000], Defect: IngestReasons.Oversized);
        await _rig.Pipeline.IngestAsync("demo", [record], TestContext.Current.CancellationToken);
        var letter = _rig.DeadLetters.Letters.ShouldHaveSingleItem();
        letter.Raw.Length.ShouldBe(DeadLetter.MaxRawBytes);
        letter.RawLength.ShouldBe(100_000);
        letter.Reason.ShouldBe(IngestReasons.Oversized);
    }

    private async Task<IngestResult> IngestAsync(string client, params string[] lines) =>
        await _rig.Pipeline.IngestAsync(client, [.. lines.Select(l => new IngestRecord(Encoding.UTF8.GetBytes(l)))], TestContext.Current.CancellationToken);
}
