using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Runtime;
using Shouldly;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Escalation;
using Soc.GrainInterfaces.Response;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Escalation;
using Soc.Grains.Tests.Response;
using Soc.Grains.Tests.Silo;
using Soc.Model.Entities;
using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;
using Soc.Response;
using Soc.Response.Escalation;
using Soc.Response.Escalation.Channels;
using Soc.Response.GuardRails;
using Soc.Response.Operations;
using Soc.Silo.Response;
using Xunit;

namespace Soc.Grains.Tests.Escalation;

/// <summary>People are told by a real silo, whose activations die, whose clock jumps, and whose channels do not answer.</summary>
public sealed class EscalationTests : IDisposable
{
    private const int Writes = 9;

    private static readonly ResponseActor Ben = new("Ben", ResponseRole.Analyst);
    private static readonly ContactStep[] Chain = [new("Anna", "mail", 5, 1), new("Ben", "pager", 5, 0)];
    private static readonly EscalationTimes Fast = new() { FirstPauseMs = 10, PauseFactor = 1, MaxTries = 3, LookMs = 40 };
    private static readonly OperationTimes FastOperations = new() { CallMs = 300, CallDeadlineMs = 500, VerifyPauseMs = 10, MaxVerifyPauseMs = 50, RevertPauseMs = 10, MaxRevertPauseMs = 50 };

    private readonly string _folder = Directory.CreateTempSubdirectory("soc-escalation-").FullName;
    private readonly ShiftedTime _time = new(new DateTimeOffset(2026, 3, 3, 2, 0, 0, TimeSpan.Zero));
    private readonly Phones _phones = new();
    private readonly RowsInMemory _rows = new();
    private readonly FakeProduct _product = new();
    private KillingStore _store = null!;
    private PagingOptions _limit = new(1_000, 600_000, 120_000);
    private string _whenNobodyAnswers = NobodyAnswers.Nothing;
    private ContactStep[] _chain = Chain;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _phones.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Whenever_its_activation_dies_people_are_told_and_hear_the_end_and_each_message_is_one()
    {
        await using var engine = await StartAsync();
        var incidents = new List<string>();
        for (var write = 1; write <= Writes; write++)
        {
            foreach (var isStored in (bool[])[true, false])
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"i-{write}-{isStored}");
                _store.Deaths[EscalationKey.Incident(Make.Client, id).ToString()] = (write, isStored);
                incidents.Add(id);
            }
        }

        await Task.WhenAll(incidents.Select(id => AgainAsync(() => Of(engine, id).RaiseAsync(Alarm(id, EscalationDecision.Wake), Cancel))));
        await Task.WhenAll(incidents.Select(id => AliveAsync(engine, id, () => _phones.Of(id).Contains("new Anna"), "Anna is told")));
        await Task.WhenAll(incidents.Select(id => AgainAsync(async () => (await Of(engine, id).AcknowledgeAsync(Ben, Cancel)).Refusal.ShouldBeNull())));
        await Task.WhenAll(incidents.Select(id => AgainAsync(() => Of(engine, id).ResolveAsync("It was a test.", Cancel))));
        await Task.WhenAll(incidents.Select(id => AliveAsync(engine, id, () => _phones.Of(id).Contains("resolved Anna") && _rows.Of(id)?.OverMs > 0, "Anna hears the end")));
        foreach (var id in incidents)
        {
            _phones.Of(id).ShouldBe(["new Anna", "resolved Anna"], id);
            await AliveAsync(engine, id, () => _rows.Of(id) is { Phase: EscalationPhase.Over, AcknowledgedBy: "Ben", ToldMs: > 0, AcknowledgedMs: > 0, Notices: 2 }, "the row is as the state");
        }

        _store.Killed.ShouldBeGreaterThan(Writes, "else nothing was tried");
        await Engine.UntilAsync(
            async () =>
            {
                // One that died at its last write has nothing to do any more, but to take its reminder away when it is woken.
                _ = await Task.WhenAll(incidents.Select(id => Of(engine, id).GetAsync(Cancel).AsTask()));
                return await engine.ReminderCountAsync() <= 1;
            },
            "only the digest is still to come");
    }

    [Fact]
    public async Task A_deadline_that_passes_while_nothing_runs_is_kept_and_a_clock_that_jumps_tells_one_at_a_time()
    {
        await using (var engine = await StartAsync())
        {
            await Of(engine, "i").RaiseAsync(Alarm("i", EscalationDecision.Wake), Cancel);
            await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Of("i").Length == 1), "Anna is told");
        }

        _time.Jump(TimeSpan.FromMinutes(6));
        await using var again = await StartAsync();
        (await again.ReminderCountAsync()).ShouldBeGreaterThan(0, "somebody comes back");
        await Of(again, "i").AsReference<IRemindable>().ReceiveReminder("due", default);
        await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Of("i") is ["new Anna", "reminder Anna"]), "Anna is told again");

        _time.Jump(TimeSpan.FromHours(-2));
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        await Engine.UntilAsync(async () => (await Of(again, "i").GetAsync(Cancel))!.DeadlineMs is var deadline && deadline > now && deadline < now + 400_000, "nobody waits longer because the clock went back");
        _time.Jump(TimeSpan.FromHours(3));
        await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Of("i") is [.., "new Ben"]), "the next one is told");
        (await Of(again, "i").AcknowledgeAsync(Ben, Cancel)).Refusal.ShouldBeNull();
        (await Of(again, "i").AcknowledgeAsync(Ben with { Name = "Carl" }, Cancel)).Refusal.ShouldBe("Ben has it already.");
        _time.Jump(TimeSpan.FromHours(1));
        await Task.Delay(TimeSpan.FromMilliseconds(5 * Fast.LookMs), TimeProvider.System, Cancel);
        _phones.Of("i").ShouldBe(["new Anna", "reminder Anna", "new Ben"], "an answer stops the chain");
    }

    [Fact]
    public async Task Who_cannot_be_reached_is_passed_over_at_once_and_health_says_so()
    {
        _chain = [new("Zoe", "nowhere", 5, 3), new("Anna", "mail", 5, 3), new("Ben", "pager", 5, 0)];
        _phones.Answers["mail"] = HttpStatusCode.Forbidden;
        await using var engine = await StartAsync();
        var health = engine.Service<EscalationHealth>();
        health.Problems.ShouldContain(p => p.Contains("names the channel nowhere", StringComparison.Ordinal));
        _rows.Fail(writes: 1);
        await Of(engine, "i").RaiseAsync(Alarm("i", EscalationDecision.Wake), Cancel);
        await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Of("i") is ["new Ben"]), "Ben is told");
        health.Problems.ShouldContain(p => p.StartsWith("Nobody can be reached by channel mail", StringComparison.Ordinal));
        await Engine.UntilAsync(() => ValueTask.FromResult(_rows.Of("i") is { Phase: EscalationPhase.Waiting, Notices: 3 }), "the row comes when the disk is back");

        // Of what is for now, the same channel is tried again.
        _phones.Answers["pager"] = HttpStatusCode.InternalServerError;
        (await Of(engine, "i").AcknowledgeAsync(Ben, Cancel)).Refusal.ShouldBeNull();
        var before = _phones.Attempts("pager");
        await Of(engine, "i").ResolveAsync("It was a test.", Cancel);
        await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Attempts("pager") >= before + Fast.MaxTries), "it is tried again, and not for ever");
        await Engine.UntilAsync(async () => (await Of(engine, "i").GetAsync(Cancel))!.Outbox.Length == 0, "then it is given up");
    }

    [Fact]
    public async Task What_came_late_tells_nobody_and_is_in_the_digest_and_links_acknowledge()
    {
        await using var engine = await StartAsync();
        await Of(engine, "late").RaiseAsync(Alarm("late", EscalationDecision.Wake) with { IsLate = true }, Cancel);
        await Of(engine, "told").RaiseAsync(Alarm("told", EscalationDecision.Wake), Cancel);
        await Of(engine, "none").RaiseAsync(Alarm("none", EscalationDecision.None), Cancel);
        (await Of(engine, "none").GetAsync(Cancel)).ShouldBeNull();
        (await Of(engine, "none").AcknowledgeAsync(Ben, Cancel)).ShouldSatisfyAllConditions(a => a.State.ShouldBeNull(), a => a.Refusal.ShouldNotBeNull());
        await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Of("told").Length == 1), "Anna is told");

        var link = new Uri(_phones.Taken.Single(c => c.Incident == "told").Link!);
        link.AbsoluteUri.ShouldStartWith("https://soc.example.com/acknowledge/");
        var elsewhere = new StoredAcknowledgeKeys(engine.Service<PromiseStore>());
        (await elsewhere.TokensAsync(Cancel)).TryRead(link.Segments[^1], _time.GetUtcNow().ToUnixTimeMilliseconds(), out var client, out var incident, out var who).ShouldBeTrue();
        (client, incident, who).ShouldBe((Make.Client, "told", "Anna"));
        (await Of(engine, "told").AcknowledgeAsync(Ben, Cancel)).Refusal.ShouldBeNull();
        await Engine.UntilAsync(async () => (await Of(engine, "told").GetAsync(Cancel))!.Digest.Length + (await Of(engine, "late").GetAsync(Cancel))!.Digest.Length == 0, "the digest has them");

        _time.Jump(TimeSpan.FromHours(7) + TimeSpan.FromMinutes(1));
        await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Taken.Any(c => c.Kind == "digest")), "it is nine o'clock");
        var digest = _phones.Taken.Single(c => c.Kind == "digest");
        (digest.Who, digest.Title).ShouldBe(("Anna", "Digest of 3 March 2026"));
        digest.Text.ShouldContain("Incident told: Ben has it.");
        digest.Text.ShouldContain("Incident late: It would be: somebody is woken; its events came late, so nobody is told at once.");
        _phones.Of("late").ShouldBeEmpty();
    }

    [Fact]
    public async Task Whenever_the_client_s_paging_dies_people_are_told_and_a_digest_that_was_due_while_nothing_ran_comes_once_and_whole()
    {
        const int Rounds = 4;
        var paging = EscalationKey.Paging(Make.Client).ToString();
        var (ids, deaths) = (new List<string>(), 0);
        await using (var engine = await StartAsync())
        {
            for (var write = 1; write <= Rounds; write++)
            {
                foreach (var isStored in (bool[])[true, false])
                {
                    var id = string.Create(CultureInfo.InvariantCulture, $"p-{write}-{isStored}");
                    ids.Add(id);
                    var death = _store.Writes(paging) + write;
                    _store.Deaths[paging] = (death, isStored);
                    await AgainAsync(() => Of(engine, id).RaiseAsync(Alarm(id, EscalationDecision.Wake), Cancel));
                    await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Of(id).Contains("new Anna")), $"Anna is told of {id}");
                    await AgainAsync(async () => (await Of(engine, id).AcknowledgeAsync(Ben, Cancel)).Refusal.ShouldBeNull());
                    await Engine.UntilAsync(async () => (await Of(engine, id).GetAsync(Cancel))!.Digest.Length == 0, $"the digest has {id}");
                    deaths += _store.Writes(paging) >= death ? 1 : 0;
                }
            }

            deaths.ShouldBeGreaterThanOrEqualTo(Rounds, "else nothing was tried");
        }

        _time.Jump(TimeSpan.FromHours(8));
        await using var again = await StartAsync();
        (await again.ReminderCountAsync()).ShouldBeGreaterThan(0, "somebody comes back");
        await again.Grains.GetGrain<IPagingGrain>(paging).AsReference<IRemindable>().ReceiveReminder("due", default);
        await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Taken.Any(c => c.Kind == "digest")), "it comes late rather than never");
        await Task.Delay(TimeSpan.FromMilliseconds(5 * Fast.LookMs), TimeProvider.System, Cancel);
        var digest = _phones.Taken.Single(c => c.Kind == "digest");
        foreach (var id in ids)
        {
            _phones.Of(id).ShouldBe(["new Anna"]);
            digest.Text.Split($"Incident {id}: ", StringSplitOptions.None).Length.ShouldBe(2, $"{id} is in it once");
        }
    }

    [Fact]
    public async Task A_hundred_incidents_in_a_minute_are_five_pages_and_one_summary_and_each_can_be_acknowledged()
    {
        const int Incidents = 100;
        _limit = PagingOptions.Default;
        await using var engine = await StartAsync();
        string[] ids = [.. Enumerable.Range(0, Incidents).Select(i => string.Create(CultureInfo.InvariantCulture, $"i-{i}"))];
        await Task.WhenAll(ids.Select(id => Of(engine, id).RaiseAsync(Alarm(id, EscalationDecision.Wake), Cancel).AsTask()));
        await Engine.UntilAsync(
            async () => (await Task.WhenAll(ids.Select(id => Of(engine, id).GetAsync(Cancel).AsTask()))).All(s => s!.Outbox.Length == 0),
            "each is told or in the summary");
        _phones.Taken.Length.ShouldBe(_limit.MostInWindow);
        _time.Jump(TimeSpan.FromMilliseconds(_limit.SummaryAfterMs));
        await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Taken.Any(c => c.Kind == "summary")), "the summary comes");
        var summary = _phones.Taken.Single(c => c.Kind == "summary");
        (summary.Who, summary.Title).ShouldBe(("Anna", "95 incidents at once"));
        var told = _phones.Taken.Where(c => c.Kind == "new").Select(c => c.Incident).ToArray();
        var named = ids.Count(id => summary.Text.Contains($"({id})", StringComparison.Ordinal));
        summary.Text.ShouldEndWith(string.Create(CultureInfo.InvariantCulture, $"And {Incidents - told.Length - named} more."));
        named.ShouldBeGreaterThan(50);
        told.ShouldAllBe(id => !summary.Text.Contains($"({id})", StringComparison.Ordinal));
        foreach (var answer in await Task.WhenAll(ids.Select(id => Of(engine, id).AcknowledgeAsync(Ben, Cancel).AsTask())))
        {
            (answer.Refusal, answer.State!.Phase, answer.State.ToldAtMs > 0).ShouldBe((null, EscalationPhase.Acknowledged, true));
        }

        _phones.Taken.Length.ShouldBe(_limit.MostInWindow + 1);
    }

    [Fact]
    public async Task What_is_asked_is_done_when_nobody_answers_as_agreed_and_an_undo_that_fails_pages_who_has_it()
    {
        _whenNobodyAnswers = NobodyAnswers.Act;
        _chain = [Chain[1]];
        await using var engine = await StartAsync();
        _product.Stuck["203.0.113.7"] = true;
        await Of(engine, "i").RaiseAsync(Alarm("i", EscalationDecision.Digest), Cancel);
        var operation = engine.Grains.GetGrain<IResponseGrain>(ResponseKey.Operation(Make.Client, "op").ToString());
        await operation.ProposeAsync(Block("op", "203.0.113.7", "i"), Cancel);
        await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Of("i") is ["new Ben"]), "Ben is asked");
        _product.IsBlocked("203.0.113.7").ShouldBeFalse();
        _time.Jump(TimeSpan.FromMinutes(6));
        await Engine.UntilAsync(() => ValueTask.FromResult(_product.Count("203.0.113.7", "blocked") == 1), "nobody answers, and it is done");
        await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Of("i").Count(t => t == "new Ben") == 2), "it cannot be undone, and Ben is told at once");
        _phones.Of("i")[..2].ShouldBe(["new Ben", "update Ben"], "and hears that it is in force");
        (await Of(engine, "i").AcknowledgeAsync(Ben, Cancel)).State!.Phase.ShouldBe(EscalationPhase.Acknowledged);
        _product.Stuck.Clear();
        await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Of("i") is [.., "update Ben"] && !_product.IsBlocked("203.0.113.7")), "it is undone, and he hears it");

        var alone = engine.Grains.GetGrain<IResponseGrain>(ResponseKey.Operation(Make.Client, "alone").ToString());
        await alone.ProposeAsync(Block("alone", "203.0.113.8", incident: null), Cancel);
        await Engine.UntilAsync(() => ValueTask.FromResult(_phones.Of("op-alone") is ["new Ben"]), "one without an incident is told by itself");
    }

    private static EscalationAlarm Alarm(string id, EscalationDecision decision) => new()
    {
        Client = Make.Client, IncidentId = id, Title = $"Incident {id}", Story = "Something happened at night.", Score = 91, Decision = decision, Why = "By the client's rules.", IsLate = false, DetectedAtMs = 1, Version = 1,
    };

    private static OperationProposal Block(string id, string address, string? incident) => new()
    {
        OperationId = id,
        Client = Make.Client,
        Action = ContainmentAction.BlockAddress,
        Target = new ContainmentTarget { Kind = EntityKind.Address, Value = address, Ip = address },
        DurationMs = 500,
        Connector = FakeProduct.Name,
        ProposedBy = ResponseActor.Engine,
        IncidentId = incident,
        NeedsApproval = true,
        ActsUnanswered = true,
    };

    private static IEscalationGrain Of(Engine engine, string incident) => engine.Grains.GetGrain<IEscalationGrain>(EscalationKey.Incident(Make.Client, incident).ToString());

    // Whoever asks comes again when it is not known what became of it.
    private static Task AgainAsync(Func<ValueTask> ask) => Engine.UntilAsync(
        async () =>
        {
            try
            {
                await ask();
                return true;
            }
            catch (EntityConflictException)
            {
                return false;
            }
        },
        "it is heard");

    // Looking at it brings it back to life, as its reminder does within a minute.
    private static Task AliveAsync(Engine engine, string incident, Func<bool> condition, string what) => Engine.UntilAsync(
        async () =>
        {
            _ = await Of(engine, incident).GetAsync(Cancel);
            return condition();
        },
        $"{incident}: {what}");

    private async Task<Engine> StartAsync()
    {
        var key = Path.Combine(_folder, "hook-key");
        await File.WriteAllTextAsync(key, "a key of a hook", Cancel);
        var options = (string channel) => JsonSerializer.SerializeToElement(new { baseUrl = $"https://{channel}.example/in", secret = $"file:{key}", timeoutMs = 5_000, deadlineMs = 6_000 });
        ChannelSettings[] channels = [.. ((string[])["mail", "pager"]).Select(c => new ChannelSettings { Name = c, Kind = "webhook", Options = options(c) })];
        var engine = await Engine.StartAsync(_folder, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time));
            services.Replace(ServiceDescriptor.Singleton<IConnectorRoster>(_product));
            services.Replace(ServiceDescriptor.Singleton(FastOperations));
            services.Replace(ServiceDescriptor.Singleton<IGuardRulesSource>(new GenerousRules()));
            services.Replace(ServiceDescriptor.Singleton(new EscalationSettings { Times = Fast, Limit = _limit, PublicUrl = new Uri("https://soc.example.com/") }));
            services.Replace(ServiceDescriptor.Singleton(NoticeChannels.Create(channels, new ConnectorContext(() => _phones, TimeProvider.System))));
            services.RemoveAll<IResponseStore>().AddSingleton<IResponseStore>(_rows);
            services.Replace(ServiceDescriptor.Singleton(s => new PromiseStore(_store = new KillingStore(s.GetRequiredService<IEntityStore>()))));
        });
        engine.Service<IClientPolicies>().Publish(ClientPolicy.DefaultFor(Make.Client) with
        {
            Version = 1, Engagement = Engagement.Default with { Contacts = _chain, WhenNobodyAnswers = _whenNobodyAnswers },
        });
        return engine;
    }
}
