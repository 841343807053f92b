using System.Globalization;
using Shouldly;
using Soc.Grains.Tests.Silo;
using Soc.Model.Response;
using Xunit;
using static Soc.Grains.Tests.Response.ResponseRig;

namespace Soc.Grains.Tests.Response;

/// <summary>Whoever has an operation dies at any of the writes of a whole life (asked for, done, verified, made longer, undone), or has a double.</summary>
public sealed class ResponseDeathTests(ITestOutputHelper output)
{
    private const int Doubles = 6;
    private const long LastsMs = 60_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="withItsSilo">The whole process dies, and another one begins on its store; otherwise only the activation.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Between_any_two_states_it_is_done_once_made_longer_and_undone_once_and_the_audit_holds(bool withItsSilo)
    {
        using var rig = new ResponseRig { Product = new FakeProduct { EndsByItself = true, IsSlow = true } };
        var operations = new List<OperationProposal> { Asked("undisturbed", 0), Asked("undisturbed too", 1), Asked("and undisturbed", 2) };
        await using (var engine = await rig.StartAsync())
        {
            rig.Store.IsForGood = withItsSilo;
            await Task.WhenAll(operations.Select(o => Responder.LiveAsync(engine, o)));
            var writes = operations.Max(o => rig.Store.Writes(KeyOf(o)));
            for (var write = 1; write <= writes; write++)
            {
                foreach (var isStored in (bool[])[true, false])
                {
                    operations.Add(Asked(string.Create(CultureInfo.InvariantCulture, $"dies at {write}, {(isStored ? "stored" : "not stored")}"), operations.Count));
                    rig.Store.Deaths[KeyOf(operations[^1])] = (write, isStored);
                }
            }

            await Task.WhenAll(operations.Select(o => Responder.LiveAsync(engine, o, () => withItsSilo && rig.Store.IsDead(KeyOf(o)))));
            output.WriteLine($"{writes} writes in a life, {rig.Store.Killed} deaths");
            writes.ShouldBeGreaterThan(20);

            // A life has some writes less where several things happen at once.
            rig.Store.Killed.ShouldBeGreaterThan(writes * 3 / 2);
            if (!withItsSilo)
            {
                await CheckAsync(engine, rig, operations);
                return;
            }
        }

        await using var again = await rig.StartAsync();
        await Task.WhenAll(operations.Select(o => Responder.LiveAsync(again, o)));
        await CheckAsync(again, rig, operations);
    }

    /// <summary>Two silos that know nothing of each other have the same operations, audit and limits in one store, and both act for all they are worth.</summary>
    [Fact]
    public async Task Two_activations_at_once_call_the_product_once()
    {
        using var one = new ResponseRig { Product = new FakeProduct { Delay = TimeSpan.FromMilliseconds(30) } };
        OperationProposal[] operations = [.. Enumerable.Range(0, Doubles).Select(i => Lasting(string.Create(CultureInfo.InvariantCulture, $"double-{i}"), i))];
        await using (var first = await one.StartAsync())
        {
            using var other = new ResponseRig { Product = one.Product, Notices = one.Notices, SharedWith = one };
            await using var second = await other.StartAsync();
            await Task.WhenAll(operations.SelectMany(o => (Task[])[Responder.LiveAsync(first, o), Responder.LiveAsync(second, o)]));
        }

        foreach (var proposal in operations)
        {
            one.Product.Count(proposal.Target.Value, "apply").ShouldBe(1, proposal.OperationId);
        }

        // Read anew: each of the two remembers what it wrote last itself.
        await using var again = await one.StartAsync();
        await CheckAsync(again, one, operations);
    }

    private static OperationProposal Lasting(string id, int number) =>
        Block(id, string.Create(CultureInfo.InvariantCulture, $"198.51.100.{number}")) with { DurationMs = LastsMs };

    // The longest life there is: a person is asked first.
    private static OperationProposal Asked(string id, int number) => Lasting(id, number) with { NeedsApproval = true };

    // What should have been, whenever who died: each block made once and taken away once, and everybody who counts and writes knows.
    private static async Task CheckAsync(Engine engine, ResponseRig rig, IReadOnlyCollection<OperationProposal> operations)
    {
        foreach (var proposal in operations)
        {
            var target = proposal.Target.Value;
            (rig.Product.IsBlocked(target), rig.Product.Count(target, "blocked"), rig.Product.Count(target, "freed")).ShouldBe((false, 1, 1), proposal.OperationId);
            rig.Product.Count(target, "apply").ShouldBeLessThanOrEqualTo(2, $"{proposal.OperationId}: to begin, and to make it longer");
            rig.Notices.Of(proposal.OperationId).ShouldSatisfyAllConditions(
                n => n.ShouldContain(OperationNoticeKind.RolledBack),
                n => n.ShouldNotContain(OperationNoticeKind.RollbackFailed),
                n => n.ShouldNotContain(OperationNoticeKind.Failed));
        }

        var audit = await AuditAsync(engine);
        audit.Select(a => a.OperationId).Distinct(StringComparer.Ordinal).Count().ShouldBe(operations.Count);
        audit.Count(a => a.Event is { Kind: "revert", Status: OperationStatus.RolledBack }).ShouldBe(operations.Count, "undone once, by the account too");
        (await Limits(engine).ViewAsync(Cancel)).ShouldSatisfyAllConditions(
            v => v.ActiveOperations.ShouldBeEmpty(),
            v => v.WithinTheHour.ShouldBe(operations.Count),
            v => v.Undone.ShouldBe(v.Endings));
    }
}
