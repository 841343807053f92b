using System.Globalization;
using System.Text.Json;
using Shouldly;
using Soc.EventLog;
using Soc.Gateway.Ingest;
using Soc.Gateway.Ingest.KafkaSources;
using Soc.Gateway.Tests.Fakes;
using Soc.Parsing;

namespace Soc.Gateway.Tests.Ingest.KafkaSources;

/// <summary>From a real protocol's topic to the event log.</summary>
public sealed class KafkaSourceServiceTests : IAsyncDisposable
{
    private const string Topic = KafkaSourceRig.Topic;

    private readonly KafkaSourceRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Lines_of_several_partitions_become_events_of_the_sources_client_and_are_committed()
    {
        _rig.Kafka.CreateTopic(Topic, 3);
        for (var p = 0; p < 3; p++)
        {
            await _rig.SendAsync(Topic, p, Enumerable.Range(0, 100).Select(i => $"user{p} {i}\r\n\nuser{p} {i} again\n"));
        }

        var service = await _rig.StartAsync(_rig.Source with { Client = "other", Sourcetype = "duo", Format = "lines" });
        await _rig.EventsAsync(600);
        _rig.Ingest.Log.Events.ShouldAllBe(e => e.Client == "other" && e.SourceKind == "duo");
        foreach (var user in _rig.Ingest.Log.Events.GroupBy(e => e.User!.Name, StringComparer.Ordinal))
        {
            user.Select(e => int.Parse(e.Message!.Split(' ')[1], CultureInfo.InvariantCulture)).ShouldBeInOrder();
        }

        await _rig.StopAsync(service);
        _rig.Committed("soc-acme", Topic, 3).ShouldBe([100L, 100L, 100L]);
        _rig.Ingest.Log.Events.Count.ShouldBe(600);
    }

    [Fact]
    public async Task Two_equal_lines_are_two_events_and_a_message_read_again_is_the_same()
    {
        _rig.Kafka.CreateTopic(Topic, 1);
        await _rig.SendAsync(Topic, 0, "anna one", "anna one", "anna one\nanna one");
        var service = await _rig.StartAsync(_rig.Source);
        await _rig.EventsAsync(4);
        await _rig.StopAsync(service);

        // Another group reads the same from the beginning.
        await _rig.StartAsync(_rig.Source with { GroupId = "other-group" });
        await KafkaSourceRig.UntilAsync(() => _rig.Ingest.Log.Events.Count == 8, () => $"{_rig.Ingest.Log.Events.Count} events");
        _rig.Ingest.Log.Events.Select(e => e.Id).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task Poison_goes_to_the_dead_letters_and_the_partition_goes_on()
    {
        _rig.Limits.MaxMessageBytes = 200_000;
        _rig.Limits.MaxRecordsPerMessage = 3;
        _rig.Kafka.CreateTopic(Topic, 1);
        await _rig.SendAsync(
            Topic, 0, "anna one", "bad line", null, "", " \n ", "throw it", "{\"records\":[7,", new string('x', 150_000), new string('y', 250_000), "ben 1\nben 2\nben 3\nben 4\nben 5", "carl last");
        await _rig.StartAsync(_rig.Source);
        await KafkaSourceRig.UntilAsync(() => _rig.Ingest.Log.Events.Any(e => e.Message == "carl last"), () => "the last message did not come through");

        _rig.Ingest.Log.Events.Select(e => e.Message).ShouldBe(["anna one", "{\"records\":[7,", "ben 1", "ben 2", "ben 3", "carl last"]);
        var letters = _rig.Ingest.DeadLetters.Letters.ToArray();
        letters.Select(l => (l.Reason, l.RawLength)).ShouldBe(
            [("bad_line", 8), (IngestReasons.ParserError, 8), (IngestReasons.Oversized, 150_000), (IngestReasons.Oversized, 250_000), (IngestReasons.TooManyRecords, 11)]);
        letters.ShouldAllBe(l => l.Raw.Length <= DeadLetter.MaxRawBytes && l.Client == "demo");
        var counts = _rig.Ingest.Log.Receipts.SelectMany(r => r.Counts).ToArray();
        counts.Where(c => c.Reason == IngestReasons.Tombstone).Sum(c => c.Records).ShouldBe(1);
        counts.Where(c => c.Reason == IngestReasons.EmptyMessage).Sum(c => c.Records).ShouldBe(2);
    }

    [Fact]
    public async Task While_the_log_takes_nothing_messages_wait_at_the_brokers_and_no_position_is_committed()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _rig.Ingest.Log.Gate = gate.Task;
        _rig.Limits.MaxWaitingMessages = 200;
        _rig.Limits.MaxBatchMessages = 50;
        _rig.Kafka.CreateTopic(Topic, 2);
        await _rig.SendAsync(Topic, 0, Enumerable.Range(0, 2_000).Select(i => $"anna {i}"));
        await _rig.SendAsync(Topic, 1, Enumerable.Range(0, 2_000).Select(i => $"ben {i}"));
        var service = await _rig.StartAsync(_rig.Source);
        await KafkaSourceRig.UntilAsync(() => service.WaitingCount >= 200, () => $"{service.WaitingCount} wait");

        // Longer than the interval of commits, and than it takes to pause.
        await Task.Delay(TimeSpan.FromSeconds(2.5), TimeProvider.System, TestContext.Current.CancellationToken);
        service.WaitingCount.ShouldBe(200);
        _rig.Committed("soc-acme", Topic, 2).Sum(c => c ?? 0).ShouldBe(0);

        _rig.Ingest.Log.Failures.Enqueue(new EventLogBusyException("x"));
        _rig.Ingest.Log.Failures.Enqueue(new EventLogUnavailableException("The disk is full: make room."));
        gate.SetResult();
        await _rig.EventsAsync(4_000);
        _rig.Ingest.Log.Events.Count.ShouldBe(4_000);
        foreach (var user in _rig.Ingest.Log.Events.GroupBy(e => e.User!.Name, StringComparer.Ordinal))
        {
            user.Select(e => int.Parse(e.Message!.Split(' ')[1], CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(0, 2_000));
        }
    }

    [Fact]
    public async Task A_crash_between_append_and_commit_loses_nothing_and_what_comes_again_is_known_by_its_id()
    {
        _rig.Kafka.CreateTopic(Topic, 2);
        _rig.Limits.MaxBatchMessages = 20;
        await _rig.SendAsync(Topic, 0, Enumerable.Range(0, 300).Select(i => $"anna {i}"));
        await _rig.SendAsync(Topic, 1, Enumerable.Range(0, 300).Select(i => $"ben {i}"));

        // What is appended is durable, and the reader never hears of it.
        _rig.Ingest.Log.FailureAfterAppend = new EventLogBusyException("died here");
        var first = await _rig.StartAsync(_rig.Source);
        await KafkaSourceRig.UntilAsync(() => _rig.Ingest.Log.Events.Count > 0, () => "nothing was appended");
        await _rig.StopAsync(first);
        _rig.Committed("soc-acme", Topic, 2).Sum(c => c ?? 0).ShouldBe(0);

        _rig.Ingest.Log.FailureAfterAppend = null;
        var second = await _rig.StartAsync(_rig.Source);
        await _rig.EventsAsync(600);
        await _rig.StopAsync(second);
        _rig.Ingest.Log.Events.Select(e => e.Id).Distinct().Count().ShouldBe(600);
        _rig.Ingest.Log.Events.Count.ShouldBeGreaterThan(600, "the first batch came twice");
        _rig.Committed("soc-acme", Topic, 2).ShouldBe([300L, 300L]);
    }

    [Fact]
    public async Task A_broker_that_goes_away_is_said_and_reading_goes_on_when_it_is_back()
    {
        _rig.Kafka.CreateTopic(Topic, 1);
        await _rig.SendAsync(Topic, 0, "anna one");
        var service = await _rig.StartAsync(_rig.Source);
        await _rig.EventsAsync(1);
        service.Problems.ShouldBeEmpty();

        _rig.Kafka.Down();
        await KafkaSourceRig.SaysAsync(service, $"Kafka source 'acme': no broker of {_rig.Kafka.BootstrapServers} answers");
        _rig.Kafka.Up();
        await _rig.SendAsync(Topic, 0, "anna two");
        await _rig.EventsAsync(2);
        await KafkaSourceRig.IsWellAsync(service);
        _rig.Ingest.Log.Events.Select(e => e.Message).ShouldBe(["anna one", "anna two"]);
    }

    [Fact]
    public async Task Brokers_that_were_never_there_do_not_stop_the_start_and_other_sources_are_read()
    {
        _rig.Kafka.CreateTopic(Topic, 1);
        await _rig.SendAsync(Topic, 0, "anna one");
        var service = await _rig.StartAsync(_rig.Source with { Name = "away", BootstrapServers = "127.0.0.1:1" }, _rig.Source with { Name = "lost", BootstrapServers = "no-such-host.invalid:9092" }, _rig.Source);
        await _rig.EventsAsync(1);
        await KafkaSourceRig.SaysAsync(service, "Kafka source 'away': no broker of 127.0.0.1:1 answers");
        await KafkaSourceRig.SaysAsync(service, "Kafka source 'lost': a name in no-such-host.invalid:9092 is not found");
        service.Problems.ShouldNotContain(p => p.Contains("'acme'"));
    }

    [Fact]
    public async Task A_topic_that_does_not_exist_is_said_is_not_made_and_is_read_once_it_is_there()
    {
        var service = await _rig.StartAsync(_rig.Source);
        await KafkaSourceRig.SaysAsync(service, $"the topic '{Topic}' does not exist");
        _rig.Kafka.CreateTopic(Topic, 1);
        await _rig.SendAsync(Topic, 0, "anna one");
        await _rig.EventsAsync(1);
        await KafkaSourceRig.IsWellAsync(service);
    }

    [Fact]
    public async Task An_expression_reads_all_that_it_matches_and_one_that_matches_nothing_is_said()
    {
        foreach (var topic in new[] { "acme-vpn", "acme-fw", "globex-fw" })
        {
            _rig.Kafka.CreateTopic(topic, 1);
            await _rig.SendAsync(topic, 0, $"{topic} one");
        }

        var service = await _rig.StartAsync(_rig.Source with { Topics = ["^acme-.*"] }, _rig.Source with { Name = "none", Topics = ["^initech-.*"] });
        await _rig.EventsAsync(2);
        await KafkaSourceRig.SaysAsync(service, "Kafka source 'none': no topic");
        _rig.Ingest.Log.Events.Select(e => e.Message).Order(StringComparer.Ordinal).ShouldBe(["acme-fw one", "acme-vpn one"]);
    }

    [Fact]
    public async Task A_client_that_does_not_exist_is_waited_for()
    {
        _rig.Kafka.CreateTopic(Topic, 1);
        await _rig.SendAsync(Topic, 0, "anna one");
        var service = await _rig.StartAsync(_rig.Source with { Client = "newco" });
        await KafkaSourceRig.SaysAsync(service, "the client 'newco' does not exist");
        _rig.Ingest.Log.Entries.ShouldBeEmpty();
        _rig.Committed("soc-acme", Topic, 1).Sum(c => c ?? 0).ShouldBe(0);
        _rig.Ingest.Policies.Publish(Soc.Model.Policies.ClientPolicy.DefaultFor("newco"));
        await _rig.EventsAsync(1);
        await KafkaSourceRig.IsWellAsync(service);
    }

    [Fact]
    public async Task What_retention_removed_is_counted_and_said_and_the_rest_is_read()
    {
        _rig.Kafka.CreateTopic(Topic, 1);
        await _rig.SendAsync(Topic, 0, Enumerable.Range(0, 5).Select(i => $"anna {i}"));
        var service = await _rig.StartAsync(_rig.Source);
        await _rig.EventsAsync(5);
        await _rig.StopAsync(service);
        for (var i = 5; i < 20; i++)
        {
            await _rig.SendAsync(Topic, 0, $"anna {i}");
        }

        _rig.Kafka.DeleteBelow(Topic, 0, 12);
        service = await _rig.StartAsync(_rig.Source);
        await _rig.EventsAsync(13);
        _rig.Ingest.Log.Events.Select(e => e.Message).ShouldBe([.. Enumerable.Range(0, 5).Concat(Enumerable.Range(12, 8)).Select(i => $"anna {i}")]);
        service.Problems.ShouldHaveSingleItem().ShouldStartWith($"Kafka source 'acme': 7 messages were lost, since the retention of the topic '{Topic}' removed them");
    }

    [Fact]
    public async Task A_topic_that_ends_before_what_was_read_of_it_is_read_from_its_beginning_and_that_is_said()
    {
        _rig.Kafka.CreateTopic(Topic, 1);
        await _rig.SendAsync(Topic, 0, "ben new");
        _rig.Commit("soc-acme", Topic, 0, 99);
        var service = await _rig.StartAsync(_rig.Source);
        await _rig.EventsAsync(1);
        await KafkaSourceRig.SaysAsync(service, "it was made anew or lost its end");
    }

    [Fact]
    public async Task Latest_means_the_first_start_only()
    {
        _rig.Kafka.CreateTopic(Topic, 1);
        await _rig.SendAsync(Topic, 0, "anna old");
        var source = _rig.Source with { Start = "latest" };
        var service = await _rig.StartAsync(source);
        await KafkaSourceRig.UntilAsync(() => _rig.Committed("soc-acme", Topic, 1)[0] == 1, () => "the first position was not committed");
        await _rig.StopAsync(service);
        await _rig.SendAsync(Topic, 0, "anna while away");
        await _rig.StartAsync(source);
        await _rig.EventsAsync(1);
        _rig.Ingest.Log.Events.Select(e => e.Message).ShouldBe(["anna while away"]);
    }

    [Fact]
    public async Task Members_of_a_group_share_partitions_and_hand_them_over_without_a_gap()
    {
        const int partitions = 4;
        _rig.Kafka.CreateTopic(Topic, partitions);
        var one = await _rig.StartAsync(_rig.Source);
        var sent = 0;
        await SendToAllAsync(50);
        await _rig.EventsAsync(sent);
        var two = await _rig.StartAsync(_rig.Source);
        await SendToAllAsync(200);
        await KafkaSourceRig.UntilAsync(() => one.Health[0].Partitions == 2 && two.Health[0].Partitions == 2, () => $"{one.Health[0].Partitions} and {two.Health[0].Partitions} partitions");
        await SendToAllAsync(200);
        await _rig.EventsAsync(sent);
        await _rig.StopAsync(one);
        await SendToAllAsync(50);
        await _rig.EventsAsync(sent);
        await _rig.StopAsync(two);
        _rig.Ingest.Log.Events.Select(e => e.Id).Distinct().Count().ShouldBe(sent);
        _rig.Ingest.Log.Events.Count.ShouldBe(sent, "what was appended was committed before its partition went");
        _rig.Committed("soc-acme", Topic, partitions).ShouldAllBe(c => c == sent / partitions);

        async Task SendToAllAsync(int each)
        {
            for (var p = 0; p < partitions; p++)
            {
                await _rig.SendAsync(Topic, p, Enumerable.Range(sent, each).Select(i => $"user{p} {i}"));
            }

            sent += each * partitions;
        }
    }

    [Fact]
    public async Task A_group_that_the_login_may_not_use_is_said()
    {
        const short groupAuthorizationFailed = 30;
        _rig.Kafka.CreateTopic(Topic, 1);
        await _rig.SendAsync(Topic, 0, "anna one");
        _rig.Kafka.RefuseGroup(groupAuthorizationFailed, times: 3);
        var service = await _rig.StartAsync(_rig.Source);
        await KafkaSourceRig.SaysAsync(service, "the login may not use the group 'soc-acme'");
        await _rig.EventsAsync(1);
        await KafkaSourceRig.IsWellAsync(service);
    }

    [Fact]
    public async Task A_source_that_is_behind_says_so_until_it_is_not()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _rig.Ingest.Log.Gate = gate.Task;
        _rig.Limits.LagSaidAboveMessages = 100;
        _rig.Kafka.CreateTopic(Topic, 1);
        await _rig.SendAsync(Topic, 0, Enumerable.Range(0, 500).Select(i => $"anna {i}"));
        var service = await _rig.StartAsync(_rig.Source);
        await KafkaSourceRig.SaysAsync(service, "it is 500 messages behind");
        gate.SetResult();
        await _rig.EventsAsync(500);
        await KafkaSourceRig.IsWellAsync(service);
    }

    [Fact]
    public async Task Sign_ins_of_an_event_hub_are_the_same_events_as_over_any_other_way()
    {
        await using var rig = new KafkaSourceRig(new CatalogRecordParser(SourceCatalog.Load()));
        var folder = Path.Combine(CasesFolder(), "EntraSignIn", "cases");
        var envelope = (await File.ReadAllLinesAsync(Path.Combine(folder, "envelope.raw"), TestContext.Current.CancellationToken))[0];
        var whole = SourceCatalog.Load().Parse(System.Text.Encoding.UTF8.GetBytes(envelope), new SourceContext("demo", 1, "mscs:azure:eventhub"));
        var records = JsonDocument.Parse(envelope).RootElement.GetProperty("records").GetArrayLength();
        rig.Kafka.CreateTopic(Topic, 1);
        await rig.SendAsync(Topic, 0, envelope, envelope[..(envelope.Length / 2)], envelope);
        await rig.StartAsync(rig.Source with { Format = "records", Sourcetype = "mscs:azure:eventhub" });
        await KafkaSourceRig.UntilAsync(() => rig.Ingest.Log.Receipts.Sum(r => r.Counts.Sum(c => c.Records)) > 2 * records, () => "the last message did not come through");
        whole.Count.ShouldBeGreaterThan(1);
        var expected = Enumerable.Range(0, whole.Count).Select(i => whole[i].Id).ToArray();
        rig.Ingest.Log.Events.Select(e => e.Id).Take(whole.Count).ShouldBe(expected);
        rig.Ingest.Log.Events.Select(e => e.Id).TakeLast(whole.Count).ShouldBe(expected);
        rig.Ingest.Log.Events.Select(e => e.Id).Distinct().Count().ShouldBe(whole.Count);
        rig.Ingest.DeadLetters.Letters.Count(l => l.Reason == "json_truncated").ShouldBe(1);
    }

    private static string CasesFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Soc.Actors.sln")))
            {
                return Path.Combine(folder.FullName, "grains", "Soc.Parsing", "Sources");
            }
        }

        throw new InvalidOperationException("Soc.Actors.sln was not found above the test's folder.");
    }
}
