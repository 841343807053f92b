using Shouldly;
using Soc.Model.Response;
using Soc.Response.Audit;
using Soc.Response.GuardRails;
using Soc.Response.Operations;
using Soc.Response.Tests.Operations;
using Xunit;

namespace Soc.Response.Tests.GuardRails;

/// <summary>Who may switch everything off and on, and that the audit has it.</summary>
public sealed class LimitsSwitchTests
{
    [Fact]
    public void An_analyst_stops_everything_and_only_who_may_agree_allows_it_again()
    {
        var empty = new LimitsState();
        LimitsSwitch.Kill(empty, Some.Viewer, isOn: true, "", Some.Night).Refusal.ShouldNotBeNull();
        var (off, refusal) = LimitsSwitch.Kill(empty, Some.Cleo, isOn: true, "A drill.", Some.Night);
        (refusal, off.IsKilled, off.KilledBy, off.LastSwitch).ShouldBe((null, true, Some.Cleo, 1));
        LimitsSwitch.Kill(off, Some.Cleo, isOn: true, "Again.", Some.Night).State.ShouldBeSameAs(off, "the same again changes nothing");
        LimitsSwitch.Kill(off, Some.Cleo, isOn: false, "", Some.Night).ShouldBe((off, "Only a responder or an admin may switch actions on again."));
        var on = LimitsSwitch.Kill(off, Some.Anna, isOn: false, "It is over.", Some.Night + 5).State;
        (on.IsKilled, on.KilledBy).ShouldBe((false, Some.Anna));
        on.ToAudit.Select(e => (e.Number, e.Kind, e.By)).ShouldBe([(1, "switched_off", Some.Cleo), (2, "switched_on", Some.Anna)]);
        on.ToAudit[1].Text.ShouldBe("anna switches actions on again: It is over.");
    }

    [Fact]
    public void The_undo_rate_is_set_back_by_who_may_agree_and_who_killed_stays_known()
    {
        var killed = LimitsSwitch.Kill(new LimitsState { Endings = [new(Some.Night, true), new(Some.Night, true)] }, Some.Ben, isOn: true, "Stop.", Some.Night).State;
        LimitsSwitch.Reset(killed, Some.Cleo, "", Some.Night).Refusal.ShouldNotBeNull();
        var reset = LimitsSwitch.Reset(killed, Some.Anna, "Looked at.", Some.Night).State;
        (reset.Endings.Length, reset.IsKilled, reset.KilledBy).ShouldBe((0, true, Some.Ben));
        reset.ToAudit[^1].Kind.ShouldBe("undo_rate_reset");
    }

    [Fact]
    public void While_the_audit_is_away_only_so_much_is_switched_and_nothing_is_half_done()
    {
        var state = new LimitsState();
        for (var i = 0; i < LimitsState.MaxToAudit; i++)
        {
            state = LimitsSwitch.Kill(state, Some.Ben, isOn: !state.IsKilled, "", Some.Night).State;
        }

        LimitsSwitch.Kill(state, Some.Ben, isOn: !state.IsKilled, "", Some.Night).ShouldBe((state, "The audit is behind: try again in a moment."));
        state = LimitsSwitch.Audited(state, 10);
        state.ToAudit[0].Number.ShouldBe(11);
        LimitsSwitch.Kill(state, Some.Ben, isOn: !state.IsKilled, "", Some.Night).State.LastSwitch.ShouldBe(LimitsState.MaxToAudit + 1);
    }

    [Fact]
    public async Task The_audit_takes_it_once_among_operations_and_its_file_verifies()
    {
        var operation = Some.Enforced();
        var switched = LimitsSwitch.Kill(new LimitsState(), Some.Ben, isOn: true, "Stop \"all\".", Some.Night).State.ToAudit[0];
        var page = new AuditPage { Number = 1 }.With(operation, operation.History);
        page = page.With(LimitsSwitch.OperationOf("acme", switched), [switched]);
        var again = page.With(LimitsSwitch.OperationOf("acme", switched), [switched]);
        again.ShouldBeSameAs(page);
        page = page.With(Some.Enforced(Some.Block("op-2")), operation.History);
        AuditChain.Verify(page.Records).ShouldBeNull();
        page.Records.Count(r => r.OperationId == LimitsSwitch.OperationId).ShouldBe(1);
        var file = string.Concat(page.Records.Select(r => AuditJson.Line(r) + "\n"));
        file.ShouldContain("\"operation\":\"switch\",\"action\":null,\"target\":{\"kind\":\"client\"");
        var seen = await AuditFile.ReadAsync(new StringReader(file), TestContext.Current.CancellationToken);
        seen.ShouldBe(new AuditSeen(page.Records.Length, "acme", page.Records[0].Hash, page.Records[^1].Hash, null));
        var broken = await AuditFile.ReadAsync(new StringReader(file.Replace("switched_off", "switched_on", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        (broken.Records, broken.Break!.Sequence).ShouldBe((operation.History.Length, operation.History.Length + 1));
        broken.LastHash.ShouldBe(page.Records[operation.History.Length - 1].Hash);
    }

    [Fact]
    public void No_operation_takes_the_reserved_id() =>
        OperationCore.Propose(Some.Block(LimitsSwitch.OperationId), Some.Night, Some.Times).Refusal.ShouldNotBeNull().ShouldContain("switch");
}
