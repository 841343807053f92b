using Shouldly;
using Soc.GrainInterfaces.Response;
using Soc.Grains.Tests.Escalation;
using Soc.Grains.Tests.Silo;
using Soc.Model.Response;
using Xunit;
using static Soc.Grains.Tests.Response.ResponseRig;

namespace Soc.Grains.Tests.Response;

/// <summary>What an operation needs is away, or its clock wrong, or nobody awake, when its time is over: it ends all the same, as soon as it can.</summary>
public sealed class ResponseOutageTests : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    private readonly ShiftedTime _clock = new(TimeProvider.System.GetUtcNow());
    private readonly ResponseRig _rig;

    public ResponseOutageTests() => _rig = new ResponseRig { Time = _clock };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FakeProduct Product => _rig.Product;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_reminder_ends_what_nobody_looks_at_after_a_restart()
    {
        var block = Block("asleep", "203.0.113.20");
        await using (var engine = await _rig.StartAsync())
        {
            await ProposeAsync(engine, block);
            await EnforcedAsync(engine, block);
            await engine.HurryRemindersAsync(TimeSpan.FromSeconds(2));
        }

        Product.IsBlocked(block.Target.Value).ShouldBeTrue("the process went before its time was over");
        await using var again = await _rig.StartAsync();
        await Engine.UntilAsync(() => ValueTask.FromResult(!Product.IsBlocked(block.Target.Value)), "its reminder woke it");
        Product.Count(block.Target.Value, "freed").ShouldBe(1);
        await Engine.UntilAsync(async () => await again.ReminderCountAsync() == 0, "nobody is woken any more");
    }

    [Fact]
    public async Task With_the_store_away_it_ends_when_the_store_is_back()
    {
        await using var engine = await _rig.StartAsync();
        var block = Block("stored", "203.0.113.21");
        await ProposeAsync(engine, block);
        await EnforcedAsync(engine, block);
        var until = (await Of(engine, block).GetAsync(Cancel))!.UntilMs;
        _rig.Store.IsAway = key => key == KeyOf(block);
        await Engine.UntilAsync(() => ValueTask.FromResult(NowMs > until + Moment.TotalMilliseconds), "its time is over");
        Product.Count(block.Target.Value, "revert").ShouldBe(0, "what cannot be noted is not done");
        _rig.Store.IsAway = _ => false;
        await DoneAsync(engine, block, OperationStatus.RolledBack);
        (Product.Count(block.Target.Value, "freed"), Product.Count(block.Target.Value, "revert")).ShouldBe((1, 1));
        await AuditAsync(engine);
    }

    [Fact]
    public async Task With_the_audit_away_nothing_begins_and_what_is_in_force_ends()
    {
        await using var engine = await _rig.StartAsync();
        var (early, lasting) = (Block("early", "203.0.113.22"), Block("lasting", "203.0.113.24"));
        await ProposeAsync(engine, lasting);
        await EnforcedAsync(engine, lasting);
        AuditIsAway(isAway: true);
        await ProposeAsync(engine, early);
        await Engine.UntilAsync(() => ValueTask.FromResult(!Product.IsBlocked(lasting.Target.Value)), "to undo waits for no audit");
        Product.Count(early.Target.Value, "apply").ShouldBe(0, "nothing is done without an account of it");
        AuditIsAway(isAway: false);
        await DoneAsync(engine, lasting, OperationStatus.RolledBack);
        await DoneAsync(engine, early, OperationStatus.RolledBack);
        (Product.Count(early.Target.Value, "blocked"), Product.Count(early.Target.Value, "freed")).ShouldBe((1, 1));
        (await AuditAsync(engine)).Select(a => a.OperationId).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
    }

    /// <summary>The account is behind, or people cannot be told, from the very moment in which it is in force.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_cannot_be_written_down_or_told_ends_in_time(bool isAudit)
    {
        await using var engine = await _rig.StartAsync();
        var block = Block("silenced", "203.0.113.25");
        Product.OnCall = (kind, _) =>
        {
            _rig.Notices.IsAway |= !isAudit && kind == OperationCallKind.Apply;
            AuditIsAway(IsAuditAway || (isAudit && kind == OperationCallKind.Apply));
        };
        await ProposeAsync(engine, block);
        await Engine.UntilAsync(() => ValueTask.FromResult(Product.IsBlocked(block.Target.Value)), "it is blocked");
        await Engine.UntilAsync(() => ValueTask.FromResult(!Product.IsBlocked(block.Target.Value)), "it is undone");
        Product.OnCall = (_, _) => { };
        AuditIsAway(isAway: false);
        _rig.Notices.IsAway = false;
        await DoneAsync(engine, block, OperationStatus.RolledBack);
        Product.Count(block.Target.Value, "freed").ShouldBe(1);
        await AuditAsync(engine);
    }

    [Fact]
    public async Task With_the_clock_put_back_by_an_hour_it_lasts_no_longer()
    {
        await using var engine = await _rig.StartAsync();
        var block = Block("clock", "203.0.113.26");
        await ProposeAsync(engine, block);
        await EnforcedAsync(engine, block);
        _clock.Jump(TimeSpan.FromHours(-1));
        await DoneAsync(engine, block, OperationStatus.RolledBack);
        Product.Count(block.Target.Value, "freed").ShouldBe(1);
        (await AuditAsync(engine)).ShouldContain(a => a.Event.Kind == "clock");
    }

    private long NowMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private bool IsAuditAway { get; set; }

    private static Task EnforcedAsync(Engine engine, OperationProposal block) =>
        Engine.UntilAsync(async () => (await Of(engine, block).GetAsync(Cancel))!.Status == OperationStatus.Enforced, "it is in force");

    private void AuditIsAway(bool isAway)
    {
        IsAuditAway = isAway;
        var audit = ResponseKey.AuditPage(Make.Client, 1).ToString();
        _rig.Store.IsAway = key => isAway && key == audit;
    }
}
