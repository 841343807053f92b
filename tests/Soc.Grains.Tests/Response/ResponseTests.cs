using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shouldly;
using Soc.GrainInterfaces.Response;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Tests.Silo;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response;
using Soc.Response.Audit;
using Soc.Response.GuardRails;
using Soc.Response.Operations;
using Xunit;

namespace Soc.Grains.Tests.Response;

/// <summary>Operations in a real silo, whose activations die and whose product does not answer.</summary>
public sealed class ResponseTests : IDisposable
{
    private const int Writes = 20;

    private static readonly OperationTimes Fast = new() { CallMs = 300, CallDeadlineMs = 500, VerifyPauseMs = 10, MaxVerifyPauseMs = 50, RevertPauseMs = 10, MaxRevertPauseMs = 50 };
    private static readonly ResponseActor Anna = new("anna", ResponseRole.Responder);

    private readonly string _folder = Directory.CreateTempSubdirectory("soc-response-").FullName;
    private readonly FakeProduct _product = new();
    private readonly RecordedNotices _notices = new();
    private KillingStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Whenever_its_activation_dies_an_action_is_done_once_and_undone_once_and_the_audit_holds()
    {
        await using var engine = await StartAsync();
        var operations = new List<OperationProposal>();
        for (var write = 1; write <= Writes; write++)
        {
            foreach (var isStored in (bool[])[true, false])
            {
                var proposal = Block(string.Create(CultureInfo.InvariantCulture, $"op-{write}-{isStored}"), string.Create(CultureInfo.InvariantCulture, $"198.51.{write}.{(isStored ? 1 : 2)}"));
                _store.Deaths[ResponseKey.Operation(proposal.Client, proposal.OperationId).ToString()] = (write, isStored);
                operations.Add(proposal);
            }
        }

        await Task.WhenAll(operations.Select(o => ProposeAsync(engine, o)));
        await Task.WhenAll(operations.Select(o => DoneAsync(engine, o, OperationStatus.RolledBack)));
        foreach (var proposal in operations)
        {
            // Whose activation died between its note and its call may find its time over when it comes back: then it was never done.
            var target = proposal.Target.Value;
            var applies = _product.Count(target, "apply");
            (_product.IsBlocked(target), _product.Count(target, "blocked"), _product.Count(target, "freed")).ShouldBe((false, applies, applies), proposal.OperationId);
            applies.ShouldBeLessThanOrEqualTo(1, proposal.OperationId);
            _notices.Of(proposal.OperationId).Count(k => k == OperationNoticeKind.Enforced).ShouldBeLessThanOrEqualTo(1, proposal.OperationId);
        }

        operations.Count(o => _product.Count(o.Target.Value, "freed") == 1).ShouldBeGreaterThan(operations.Count / 2);
        _store.Killed.ShouldBeGreaterThan(Writes, "else nothing was tried");
        var audit = await AuditAsync(engine);
        AuditChain.Verify(audit).ShouldBeNull();
        foreach (var of in audit.GroupBy(a => a.OperationId, StringComparer.Ordinal))
        {
            of.Select(a => a.Event.Number).ShouldBe(Enumerable.Range(1, of.Count()), "all of it, once, in order");
        }

        audit.Select(a => a.OperationId).Distinct(StringComparer.Ordinal).Count().ShouldBe(operations.Count);
        (await Limits(engine).ViewAsync(Cancel)).ShouldSatisfyAllConditions(v => v.ActiveOperations.ShouldBeEmpty(), v => v.WithinTheHour.ShouldBe(operations.Count));
    }

    [Fact]
    public async Task A_product_that_acts_and_does_not_answer_one_that_did_it_before_and_one_that_lost_it()
    {
        await using var engine = await StartAsync();
        var (silent, before, gone, stuck) = (Block("silent", "203.0.113.1"), Block("before", "203.0.113.2"), Block("gone", "203.0.113.3"), Block("stuck", "203.0.113.4"));
        _product.Silent[silent.Target.Value] = true;
        _product.Block(before.Target.Value);
        _product.Stuck[stuck.Target.Value] = true;
        foreach (var proposal in (OperationProposal[])[silent, before, gone, stuck])
        {
            await ProposeAsync(engine, proposal);
        }

        await Engine.UntilAsync(() => ValueTask.FromResult(_product.IsBlocked(gone.Target.Value)), "it is blocked");
        _product.Free(gone.Target.Value);
        await DoneAsync(engine, silent, OperationStatus.RolledBack);
        (_product.Count(silent.Target.Value, "apply"), _product.Count(silent.Target.Value, "freed")).ShouldBe((1, 1), "asked for, not done again");
        _product.Count(silent.Target.Value, "verify").ShouldBeGreaterThan(0);
        await DoneAsync(engine, before, OperationStatus.Ended);
        (_product.IsBlocked(before.Target.Value), _product.Count(before.Target.Value, "revert")).ShouldBe((true, 0), "it was somebody else's");
        await DoneAsync(engine, gone, OperationStatus.RolledBack);
        await Engine.UntilAsync(async () => (await Of(engine, stuck).GetAsync(Cancel))!.Status == OperationStatus.RollbackFailed, "it cannot be undone");
        await Engine.UntilAsync(() => ValueTask.FromResult(_notices.Of("stuck").Contains(OperationNoticeKind.RollbackFailed)), "a person is paged");
        _product.Stuck.Clear();
        await DoneAsync(engine, stuck, OperationStatus.RolledBack);
        var view = await Limits(engine).ViewAsync(Cancel);
        view.WithinTheHour.ShouldBe(3, "for what was so before no place is taken");
    }

    [Fact]
    public async Task People_are_asked_kill_switches_are_heeded_and_a_limit_is_kept_over_a_restart()
    {
        var (asked, killed, lasting) = (Block("asked", "203.0.113.5") with { NeedsApproval = true }, Block("killed", "203.0.113.6"), Block("lasting", "203.0.113.7") with { DurationMs = 60_000 });
        await using (var engine = await StartAsync())
        {
            var answer = await ProposeAsync(engine, asked);
            (await ProposeAsync(engine, asked)).State!.Proposal.OperationId.ShouldBe("asked", "the same again changes nothing");
            (await ProposeAsync(engine, asked with { DurationMs = 1 })).Refusal.ShouldNotBeNull();
            (await ProposeAsync(engine, Block("x", "203.0.113.9") with { Connector = "none" })).Refusal.ShouldNotBeNull();
            await Engine.UntilAsync(async () => (await Of(engine, asked).GetAsync(Cancel))!.Status == OperationStatus.AwaitingApproval, "people are asked");
            (await Of(engine, asked).ApproveAsync(Anna, "something else", Cancel)).Refusal.ShouldNotBeNull();
            (await Of(engine, asked).ApproveAsync(Anna, answer.State!.ApprovalHash, Cancel)).Refusal.ShouldBeNull();
            await ProposeAsync(engine, lasting);
            await Engine.UntilAsync(async () => (await Of(engine, lasting).GetAsync(Cancel))!.Status == OperationStatus.Enforced, "it is in force");
            await DoneAsync(engine, asked, OperationStatus.RolledBack);
            (await Limits(engine).KillAsync(Anna with { Role = ResponseRole.ClientViewer }, isOn: true, "", Cancel)).ShouldNotBeNull();
            (await Limits(engine).KillAsync(Anna, isOn: true, "Drill.", Cancel)).ShouldBeNull();
            await ProposeAsync(engine, killed);
            await DoneAsync(engine, killed, OperationStatus.Denied);
            _product.Count(killed.Target.Value, "apply").ShouldBe(0);
            _product.IsBlocked(lasting.Target.Value).ShouldBeTrue("what is in force stays");
        }

        await using (var again = await StartAsync())
        {
            (await again.ReminderCountAsync()).ShouldBe(1, "only what is in force has to be ended");
            (await Of(again, lasting).EndAsync(Anna, isUndo: true, "That is our scanner.", Cancel)).Refusal.ShouldBeNull();
            await DoneAsync(again, lasting, OperationStatus.RolledBack);
            _product.Count(lasting.Target.Value, "freed").ShouldBe(1);
            await Engine.UntilAsync(async () => await again.ReminderCountAsync() == 0, "nobody is woken any more");
            (await Limits(again).ViewAsync(Cancel)).ShouldSatisfyAllConditions(v => v.IsKilled.ShouldBeTrue(), v => v.Undone.ShouldBe(1));
        }
    }

    [Fact]
    public async Task What_a_person_switches_holds_at_once_and_reaches_the_audit_though_that_was_away()
    {
        await using var engine = await StartAsync();
        _store.Deaths[ResponseKey.AuditPage(Make.Client, 1).ToString()] = (1, false);
        (await Limits(engine).KillAsync(Anna, isOn: true, "Drill.", Cancel)).ShouldBeNull();
        (await Limits(engine).ViewAsync(Cancel)).IsKilled.ShouldBeTrue();
        _store.Killed.ShouldBe(1, "else nothing was tried");
        await Engine.UntilAsync(async () => (await AuditAsync(engine)).Length == 1, "the audit has it");
        (await Limits(engine).KillAsync(Anna, isOn: false, "Over.", Cancel)).ShouldBeNull();
        (await Limits(engine).ResetBreakerAsync(Anna, "Looked at.", Cancel)).ShouldBeNull();
        var audit = await AuditAsync(engine);
        AuditChain.Verify(audit).ShouldBeNull();
        audit.Select(a => (a.OperationId, a.Event.Kind)).ShouldBe([(LimitsSwitch.OperationId, "switched_off"), (LimitsSwitch.OperationId, "switched_on"), (LimitsSwitch.OperationId, "undo_rate_reset")]);
    }

    [Fact]
    public async Task One_target_held_by_two_is_freed_by_the_last_of_them_whenever_an_activation_dies()
    {
        await using var engine = await StartAsync();
        var (first, second) = (Block("first", "192.0.2.1"), Block("second", "192.0.2.1") with { DurationMs = 60_000 });
        await ProposeAsync(engine, first);
        await Engine.UntilAsync(async () => (await Of(engine, first).GetAsync(Cancel))!.Status == OperationStatus.Enforced, "the first is in force");
        await ProposeAsync(engine, second);
        await Engine.UntilAsync(async () => (await Of(engine, second).GetAsync(Cancel))!.Status == OperationStatus.Enforced, "and so is the second, though it found it so");
        await DoneAsync(engine, first, OperationStatus.Ended);
        (_product.IsBlocked("192.0.2.1"), _product.Count("192.0.2.1", "revert")).ShouldBe((true, 0), "the second holds it");
        (await Of(engine, second).EndAsync(Anna, isUndo: false, "", Cancel)).Refusal.ShouldBeNull();
        await DoneAsync(engine, second, OperationStatus.RolledBack);
        (_product.IsBlocked("192.0.2.1"), _product.Count("192.0.2.1", "freed")).ShouldBe((false, 1));

        var pairs = new List<(OperationProposal One, OperationProposal Other)>();
        for (var write = 4; write <= 14; write++)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"192.0.2.{write + 10}");
            var pair = (One: Block($"one-{address}", address) with { DurationMs = 700 }, Other: Block($"other-{address}", address) with { DurationMs = 1_400 });
            _store.Deaths[ResponseKey.Operation(Make.Client, write % 2 == 0 ? pair.One.OperationId : pair.Other.OperationId).ToString()] = (write, write % 4 < 2);
            pairs.Add(pair);
        }

        await Task.WhenAll(pairs.SelectMany(p => new[] { ProposeAsync(engine, p.One), ProposeAsync(engine, p.Other) }));
        foreach (var operation in pairs.SelectMany(p => new[] { p.One, p.Other }))
        {
            await Engine.UntilAsync(
                async () => await Of(engine, operation).GetAsync(Cancel) is { } state && OperationStatuses.IsFinal(state.Status) && OperationEffects.Of(state).IsDone, $"{operation.OperationId} is over");
        }

        foreach (var (one, _) in pairs)
        {
            var target = one.Target.Value;
            (_product.IsBlocked(target), _product.Count(target, "freed")).ShouldBe((false, _product.Count(target, "blocked")), target);
        }

        AuditChain.Verify(await AuditAsync(engine)).ShouldBeNull();
        (await Limits(engine).ViewAsync(Cancel)).ActiveOperations.ShouldBeEmpty();
    }

    private static OperationProposal Block(string id, string address) => new()
    {
        OperationId = id,
        Client = Make.Client,
        Action = ContainmentAction.BlockAddress,
        Target = new ContainmentTarget { Kind = EntityKind.Address, Value = address, Ip = address },
        DurationMs = 1_500,
        Connector = FakeProduct.Name,
        ProposedBy = ResponseActor.Engine,
        RuleId = "night",
    };

    private static IResponseGrain Of(Engine engine, OperationProposal proposal) =>
        engine.Grains.GetGrain<IResponseGrain>(ResponseKey.Operation(proposal.Client, proposal.OperationId).ToString());

    private static IResponseLimitsGrain Limits(Engine engine) => engine.Grains.GetGrain<IResponseLimitsGrain>(ResponseKey.Limits(Make.Client).ToString());

    // Whoever proposes comes again when it is not known what became of it.
    private static async Task<OperationAnswer> ProposeAsync(Engine engine, OperationProposal proposal)
    {
        OperationAnswer? answer = null;
        await Engine.UntilAsync(
            async () =>
            {
                try
                {
                    answer = await Of(engine, proposal).ProposeAsync(proposal, Cancel);
                    return true;
                }
                catch (EntityConflictException)
                {
                    return false;
                }
            },
            "it is proposed");
        return answer!;
    }

    // Looking at it brings it back to life, as its reminder does within a minute.
    private static Task DoneAsync(Engine engine, OperationProposal proposal, OperationStatus status) => Engine.UntilAsync(
        async () => await Of(engine, proposal).GetAsync(Cancel) is { } state && state.Status == status && OperationEffects.Of(state).IsDone,
        $"{proposal.OperationId} is {status} and all is told");

    private static async Task<AuditRecord[]> AuditAsync(Engine engine)
    {
        var audit = engine.Grains.GetGrain<IResponseAuditGrain>(ResponseKey.Audit(Make.Client).ToString());
        var all = new List<AuditRecord>();
        while (await audit.ReadAsync(all.Count + 1, Cancel) is { Length: > 0 } page)
        {
            all.AddRange(page);
        }

        return [.. all];
    }

    private async Task<Engine> StartAsync() => await Engine.StartAsync(_folder, services =>
    {
        services.Replace(ServiceDescriptor.Singleton<IConnectorRoster>(_product));
        services.Replace(ServiceDescriptor.Singleton<IOperationNotices>(_notices));
        services.Replace(ServiceDescriptor.Singleton(Fast));
        services.Replace(ServiceDescriptor.Singleton<IGuardRulesSource>(new GenerousRules()));
        services.Replace(ServiceDescriptor.Singleton(s => new PromiseStore(_store = new KillingStore(s.GetRequiredService<IEntityStore>()))));
    });
}
