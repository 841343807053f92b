using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shouldly;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Response;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Response;
using Soc.Grains.Tests.Silo;
using Soc.Model.Entities;
using Soc.Model.Events;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Model.Response;
using Soc.Model.Signals;
using Soc.Response;
using Soc.Response.GuardRails;
using Soc.Response.Operations;
using Soc.Silo.Ingest;
using Xunit;

namespace Soc.Grains.Tests.Response;

/// <summary>From a stored incident to what the client's rules agree to, through the real silo.</summary>
public sealed class EngagementTests : IDisposable
{
    private const string Attacker = "198.51.100.77";

    private readonly string _folder = Directory.CreateTempSubdirectory("soc-engagement-").FullName;
    private readonly FakeProduct _product = new();
    private readonly SwitchedRight _right = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static long NowMs => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_the_rules_agree_to_is_done_once_however_often_it_is_found_and_is_seen_in_the_lists()
    {
        await using var engine = await StartAsync();
        await engine.Client.AcceptSignalsAsync([Found(Attacker, 1)], Cancel);
        var row = await RowAsync(engine, OperationStatus.Enforced);
        (row.Proposal.RuleId, row.Proposal.Target.Ip, row.Proposal.ProposedBy, row.EnforcedMs > 0).ShouldBe(("block", Attacker, ResponseActor.Engine, true));
        var incident = (await engine.IncidentsAsync()).Single();
        row.Proposal.IncidentId.ShouldBe(incident.Id);

        await engine.Client.AcceptSignalsAsync([Found(Attacker, 2), Found(Attacker, 1)], Cancel);
        await CheckpointAsync(engine);
        (await RowsAsync(engine)).Count.ShouldBe(1, "the same incident goes on: the same operation");
        _product.Count(Attacker, "blocked").ShouldBe(1);
    }

    [Fact]
    public async Task A_checkpoint_waits_for_what_could_not_be_begun_and_a_crash_before_it_begins_it_again()
    {
        await using (var engine = await StartAsync())
        {
            _right.Fails = true;
            await engine.Client.AcceptSignalsAsync([Found(Attacker, 1)], Cancel);
            await Should.ThrowAsync<Exception>(() => CheckpointAsync(engine));
            (await RowsAsync(engine)).ShouldBeEmpty();
        }

        _right.Fails = false;
        await using var again = await StartAsync();
        (await again.Client.GetPolicyAsync(Cancel)).ShouldNotBeNull();
        await RowAsync(again, OperationStatus.Enforced);
        await CheckpointAsync(again);
    }

    [Fact]
    public async Task Findings_and_observations_are_taken_while_a_checkpoint_waits_for_what_the_rules_agree_to()
    {
        await using var engine = await StartAsync();
        _right.Held = new TaskCompletionSource();
        await engine.Client.AcceptSignalsAsync([Found(Attacker, 1)], Cancel);
        var checkpoint = CheckpointAsync(engine);
        await engine.Client.AcceptSignalsAsync([Found("198.51.100.78", 1)], Cancel);
        await engine.Client.ObserveAsync(new ClientObservations(1, 7, [], [], []), Cancel);
        checkpoint.IsCompleted.ShouldBeFalse();
        (await RowsAsync(engine)).ShouldBeEmpty();
        _right.Held.SetResult();
        await checkpoint;
        (await RowsAsync(engine)).ShouldContain(r => r.Proposal.Target.Ip == Attacker);
    }

    [Fact]
    public async Task A_person_s_word_on_an_action_holds_when_its_incident_is_taken_in_by_another()
    {
        await using var engine = await StartAsync();
        EventId[] others = [new EventId(1, 1)];
        EventId[] attackers = [new EventId(2, 2)];
        await engine.Client.AcceptSignalsAsync([Found("198.51.100.78", 1) with { Score = 50, EventIds = others }], Cancel);
        await engine.Client.AcceptSignalsAsync([Found(Attacker, 1) with { EventIds = attackers }], Cancel);
        var row = await RowAsync(engine, OperationStatus.Enforced);
        var operation = engine.Grains.GetGrain<IResponseGrain>(ResponseKey.Operation(Make.Client, row.OperationId).ToString());
        (await operation.EndAsync(ResponseRig.Anna, isUndo: true, "Our own scanner.", Cancel)).Refusal.ShouldBeNull();
        await RowAsync(engine, OperationStatus.RolledBack);

        await engine.Client.AcceptSignalsAsync([Found(Attacker, 2) with { EventIds = [.. others, .. attackers] }], Cancel);
        await CheckpointAsync(engine);
        var survivor = (await engine.IncidentsAsync()).Single(i => i.MergedInto is null);
        survivor.TookIn.ShouldBe([row.Proposal.IncidentId!]);
        (await RowsAsync(engine)).Count(r => r.Proposal.Target.Ip == Attacker).ShouldBe(1);
        _product.Count(Attacker, "blocked").ShouldBe(1);
    }

    [Fact]
    public async Task Late_findings_start_nothing_and_whose_right_is_gone_has_people_asked()
    {
        await using var engine = await StartAsync();
        await engine.Client.AcceptSignalsAsync([Found("198.51.100.78", 1) with { Late = true }], Cancel);
        _right.Problem = "He left.";
        await engine.Client.AcceptSignalsAsync([Found(Attacker, 1)], Cancel);
        var asked = await RowAsync(engine, OperationStatus.AwaitingApproval);
        asked.Proposal.Reason.ShouldStartWith("He left. ");
        await CheckpointAsync(engine);
        (await RowsAsync(engine)).Single().Proposal.Target.Ip.ShouldBe(Attacker);
        _product.Count(Attacker, "apply").ShouldBe(0);
    }

    private static Task<long> CheckpointAsync(Engine engine) => engine.Service<EntityCalls>().CheckpointAsync(EntityKey.ForClient(Make.Client), Cancel).AsTask();

    private static Signal Found(string address, int number)
    {
        var nowMs = NowMs;
        return new()
        {
            Id = SignalId.Of("test", EntityKey.Address(Make.Client, address), number.ToString(CultureInfo.InvariantCulture)),
            Detector = "test",
            Entity = EntityKey.Address(Make.Client, address),
            Score = 95,
            AtMs = nowMs,
            FirstMs = nowMs,
            ReceivedMs = nowMs,
            Title = $"{address} attacks",
        };
    }

    private static async Task<OperationRow> RowAsync(Engine engine, OperationStatus status)
    {
        OperationRow? row = null;
        await Engine.UntilAsync(async () => (row = (await RowsAsync(engine)).FirstOrDefault(r => r.Status == status)) is not null, $"an operation is {status}");
        return row!;
    }

    private static async Task<IReadOnlyList<OperationRow>> RowsAsync(Engine engine) =>
        (await engine.Service<IResponseStore>().QueryAsync(new OperationQuery(Make.Client, [], null, 0, long.MaxValue, 100, null), Cancel)).Items;

    private async Task<Engine> StartAsync()
    {
        var engine = await Engine.StartAsync(_folder, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<IConnectorRoster>(_product));
            services.Replace(ServiceDescriptor.Singleton<IOperationNotices>(new RecordedNotices()));
            services.Replace(ServiceDescriptor.Singleton<IGuardRulesSource>(new GenerousRules()));
            services.Replace(ServiceDescriptor.Singleton<IRightToAct>(_right));
        });
        if (await engine.Client.GetPolicyAsync(Cancel) is null)
        {
            await engine.Client.SetPolicyAsync(
                ClientPolicy.DefaultFor(Make.Client) with { RulesOfEngagement = [new RuleOfEngagement("block_address", "act_then_tell", 90, 60) { Id = "block" }] }, null, Cancel);
        }

        return engine;
    }
}
