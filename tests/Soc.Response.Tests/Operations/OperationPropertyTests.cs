using CsCheck;
using Shouldly;
using Soc.Model.Response;
using Soc.Response.Operations;
using Xunit;

namespace Soc.Response.Tests.Operations;

/// <summary>Whatever comes in whatever order, with the state saved and loaded between any two steps.</summary>
public sealed class OperationPropertyTests
{
    private static readonly ResponseActor[] People = [Some.Anna, Some.Ben, Some.Cleo, Some.Viewer, ResponseActor.Engine];

    private static readonly Gen<OperationProposal> Proposals = Gen.Select(
        Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 3], Gen.Bool,
        (by, needsApproval, shadow, late, irreversible, endsByItself) => Some.Block() with
        {
            ProposedBy = by switch { 0 => Some.Cleo, 1 => Some.Anna, _ => ResponseActor.Engine },
            NeedsApproval = needsApproval,
            IsShadow = shadow == 0,
            IsLate = late == 0,
            IsReversible = irreversible != 0,
            EndsByItself = endsByItself,
        });

    [Fact]
    public void Nothing_is_done_without_right_nor_twice_and_what_is_done_is_undone_or_a_person_knows()
    {
        var (enforced, restored, paged) = (0, 0, 0);
        Gen.Select(Proposals, Gen.Int[0, 4], Gen.Int[0, 999].Array[1, 50]).Sample((proposal, wasSo, steps) =>
        {
            var world = new OperationWorld(proposal, wasSo == 0);
            foreach (var step in steps)
            {
                Step(world, step % 20, step / 20);
            }

            world.Deliver();
            world.Kill(isOn: false);
            var isDown = steps[0] % 5 == 0;
            for (var i = 0; i < 200 && !OperationEffects.Of(world.State).IsDone; i++)
            {
                world.AnswerGuards(isAgreed: true);
                world.Call(world.State.Call?.Kind == OperationCallKind.Revert && isDown ? 1 : 9, isLost: false);
                world.Deliver();
                world.Check();
                if (OperationEffects.Of(world.State).Settlement is not null)
                {
                    break;
                }

                world.WaitForNext();
            }

            world.Deliver();
            var effects = OperationEffects.Of(world.State);
            (effects.WakeMs, effects.Call, effects.AsksGuards).ShouldBe((null, null, false), "it comes to an end");
            world.Check();
            if (world.State.Status == OperationStatus.RolledBack)
            {
                world.Restored.ShouldBe(world.Begun, "each is undone once");
            }

            Interlocked.Add(ref enforced, world.Begun);
            Interlocked.Add(ref restored, world.Restored);
            Interlocked.Add(ref paged, world.IsPaged ? 1 : 0);
        }, iter: 1_000);
        (enforced, restored, paged).ShouldSatisfyAllConditions(t => t.enforced.ShouldBeGreaterThan(200), t => t.restored.ShouldBeGreaterThan(120), t => t.paged.ShouldBeGreaterThan(10));
    }

    // Most steps let it go on: otherwise few would come far.
    private static void Step(OperationWorld world, int what, int how)
    {
        var who = People[how % People.Length];
        switch (what)
        {
            case 0:
                world.Wait(how * 100);
                break;
            case 1:
                world.Wait(how * (how % 4 == 0 ? 60_000 : 2_000));
                break;
            case 2:
                world.AnswerGuards(isAgreed: how % 4 != 0);
                break;
            case 3:
                world.Call(how % 10, isLost: true);
                break;
            case 4:
                world.Approve(who, isRightHash: how % 3 != 0);
                break;
            case 5 when how % 5 == 0:
                world.Reject(who);
                break;
            case 6:
                world.Extend(who, how * 10_000);
                break;
            case 7 when how % 2 == 0:
                world.End(who, isUndo: how % 4 == 0);
                break;
            case 8:
                world.Kill(how % 8 == 0);
                break;
            case 9:
                world.Stale();
                break;
            case 10:
                world.Deliver();
                break;
            case 11 when how % 3 == 0:
                world.Jump((how % 2 == 0 ? -60_000 : 60_000) * (how + 2), isAsleep: how % 4 == 0);
                break;
            default:
                GoOn(world, who, how);
                break;
        }

        world.Check();
    }

    private static void GoOn(OperationWorld world, ResponseActor who, int how)
    {
        if (world.State.NeedsGuards)
        {
            world.AnswerGuards(isAgreed: true);
        }
        else if (world.State.Status == OperationStatus.AwaitingApproval)
        {
            world.Approve(who, isRightHash: true);
        }
        else if (world.State.Call is not null && how % 5 != 0)
        {
            world.Call(how % 10, isLost: false);
        }
        else
        {
            world.WaitForNext();
        }
    }
}
