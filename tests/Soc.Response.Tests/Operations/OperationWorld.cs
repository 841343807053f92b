using Shouldly;
using Soc.Model.Response;
using Soc.Response.Operations;

namespace Soc.Response.Tests.Operations;

/// <summary>
/// A product, people and a clock around one operation, and what must hold whatever they do. It knows nothing of the states: only who said what when, and
/// what was called.
/// </summary>
internal sealed class OperationWorld
{
    // What is due at one moment, one after the other: a caller that is dead, its limit.
    private const int MaxTicks = 4;

    private readonly bool _wasSo;
    private readonly List<ResponseActor> _agreed = [];
    private OperationCallKind _last;
    private bool _isDenied;
    private bool _agreedNow;
    private long _startBy;

    // However the clock is set: how much time passed, and when by that it has to be over.
    private long _passed;
    private long _overBy = long.MaxValue;

    // Whoever made it is dead: nobody makes it again, and nobody answers.
    private int _lost;

    public OperationWorld(OperationProposal proposal, bool wasSo)
    {
        (_wasSo, IsSo) = (wasSo, wasSo);
        State = Some.Proposed(proposal);
        _startBy = Now + Some.Times.StartWithinMs;
    }

    public OperationState State { get; private set; }

    public long Now { get; private set; } = Some.Night;

    public bool IsSo { get; private set; }

    public bool IsKilled { get; private set; }

    public bool IsPaged { get; private set; }

    public int Begun { get; private set; }

    public int Restored { get; private set; }

    public void Wait(long ms)
    {
        Now += ms;
        _passed += ms;
        Take(OperationCore.Tick(State, Now, Some.Times));
        for (var i = 0; i < MaxTicks && OperationEffects.Of(State).WakeMs <= Now; i++)
        {
            Take(OperationCore.Tick(State, Now, Some.Times));
        }

        var isLeftAlone = State.Status is OperationStatus.Executing or OperationStatus.Enforced or OperationStatus.EnforcedUnverified or OperationStatus.Extending;
        (isLeftAlone && State.Call is null && _passed >= _overBy).ShouldBeFalse("its time is over, and it is being undone");
    }

    /// <summary>The clock is put right: by a lot forward, which nobody can tell from time that passed, or back, which who is awake sees, and who wakes up reads.</summary>
    public void Jump(long ms, bool isAsleep)
    {
        if (ms >= 0)
        {
            Wait(ms);
            return;
        }

        Now += ms;
        var seenMs = isAsleep ? Math.Max(State.History[^1].AtMs, State.Call?.BeganMs ?? 0) - Now : -ms;
        seenMs = seenMs > OperationTimes.ClockToleranceMs ? seenMs : 0;
        _startBy -= seenMs;
        _overBy = _overBy == long.MaxValue ? _overBy : _overBy - ms - seenMs;
        Take(isAsleep ? OperationCore.Resume(State, Now, Some.Times) : OperationCore.SetBack(State, -ms, Now));
        _lost = isAsleep ? State.Call?.Number ?? 0 : _lost;
    }

    public void WaitForNext()
    {
        if (OperationEffects.Of(State).WakeMs is { } wake)
        {
            Wait(Math.Max(0, wake - Now));
        }
    }

    public void AnswerGuards(bool isAgreed)
    {
        _agreedNow = isAgreed && !IsKilled;
        Take(OperationCore.Guards(State, _agreedNow ? Some.Yes : Some.No, Now, Some.Times));
        _agreedNow = false;
    }

    public void Kill(bool isOn) => IsKilled = isOn;

    public void Approve(ResponseActor by, bool isRightHash)
    {
        var step = OperationCore.Approve(State, by, isRightHash ? ApprovalHash.Of(State.Proposal) : ApprovalHash.Of(State.Proposal with { DurationMs = 7 }), Now, Some.Times);
        if (!step.IsRefused)
        {
            (isRightHash, by.MayApprove, by.IsSameAs(State.Proposal.ProposedBy), _agreed.Contains(by)).ShouldBe((true, true, false, false));
            _agreed.Add(by);
            _startBy = Now + Some.Times.StartWithinMs;
        }

        Take(step);
    }

    public void Reject(ResponseActor by)
    {
        var step = OperationCore.Reject(State, by, "", Now);
        _isDenied |= !step.IsRefused;
        Take(step);
    }

    public void Extend(ResponseActor by, long ms)
    {
        var until = State.UntilMs + ms;
        var step = OperationCore.Extend(State, by, until, "", Now, Some.Times);
        _overBy = step.IsRefused ? _overBy : Math.Max(_overBy, _passed + until - Now);
        Take(step);
    }

    public void End(ResponseActor by, bool isUndo) => Take(OperationCore.End(State, by, isUndo, "", Now, Some.Times));

    public void Stale() => OperationCore.Outcome(State, State.Calls + 1, Some.Outcome(ContainmentOutcomeKind.Confirmed), Now, Some.Times).IsRefused.ShouldBeTrue();

    public void Deliver()
    {
        IsPaged |= Array.Exists(State.Notices, n => n.IsPage);
        Take(new OperationStep(OperationCore.Told(OperationCore.Audited(State, State.LastEvent), State.LastNotice), null));
    }

    /// <summary>Makes the call; its answer may be lost with the process.</summary>
    public void Call(int how, bool isLost)
    {
        if (State.Call is not { } call || call.Number == _lost)
        {
            return;
        }

        _lost = isLost ? call.Number : 0;
        var outcome = call.Kind switch
        {
            OperationCallKind.Plan => how switch
            {
                0 => Some.Outcome(ContainmentOutcomeKind.Failed, isTransient: true),
                1 => Some.Outcome(ContainmentOutcomeKind.Failed),
                _ => Some.Outcome(ContainmentOutcomeKind.Confirmed, prior: IsSo ? "so" : "not", wasSo: IsSo),
            },
            OperationCallKind.Apply => Apply(how),
            OperationCallKind.Verify => Verify(how),
            _ => Revert(how),
        };
        Take(isLost ? OperationCore.Resume(State, Now, Some.Times) : OperationCore.Outcome(State, call.Number, outcome, Now, Some.Times));
    }

    /// <summary>However it went: nothing stays changed that nobody knows of.</summary>
    public void Check()
    {
        if (OperationStatuses.IsFinal(State.Status))
        {
            (State.Call, State.NeedsGuards, OperationEffects.Of(State).WakeMs).ShouldBe((null, false, null));
        }

        if (State.Proposal.IsReversible && IsSo != _wasSo)
        {
            (IsPaged || OperationEffects.Of(State).WakeMs is not null).ShouldBeTrue($"It stays changed, and nobody is told: {State.Status}.");
        }

        Restored.ShouldBeLessThanOrEqualTo(Begun);
    }

    private ContainmentOutcome Apply(int how)
    {
        var before = IsSo;
        var hasActed = how is not (0 or 1 or 2);
        if (hasActed && !IsSo)
        {
            IsSo = true;
            Begun++;
        }

        return how switch
        {
            0 => Some.Outcome(ContainmentOutcomeKind.Failed),
            1 or 3 => Some.Outcome(ContainmentOutcomeKind.Failed, isTransient: true),
            2 or 4 => OperationCore.NoAnswer,
            5 => Some.Outcome(ContainmentOutcomeKind.Pending, prior: before ? "so" : "not", wasSo: before),
            _ => Some.Outcome(ContainmentOutcomeKind.Confirmed, prior: before ? "so" : "not", wasSo: before),
        };
    }

    private ContainmentOutcome Verify(int how)
    {
        return how switch
        {
            0 => OperationCore.NoAnswer,
            1 => Some.Outcome(ContainmentOutcomeKind.Failed, isTransient: true),
            2 => Some.Outcome(ContainmentOutcomeKind.Pending),
            _ => Some.Outcome(IsSo ? ContainmentOutcomeKind.Confirmed : ContainmentOutcomeKind.Failed),
        };
    }

    private ContainmentOutcome Revert(int how)
    {
        State.Applied.ShouldNotBeNull();
        var restores = State.Applied is { WasSoBefore: false, Prior: not "so" };
        if (how is not (0 or 1 or 2) && IsSo && restores)
        {
            IsSo = false;
            Restored++;
        }

        return how switch
        {
            0 => Some.Outcome(ContainmentOutcomeKind.Failed),
            1 => Some.Outcome(ContainmentOutcomeKind.Failed, isTransient: true),
            2 or 3 => OperationCore.NoAnswer,
            _ => Some.Outcome(ContainmentOutcomeKind.Confirmed),
        };
    }

    private void Take(OperationStep step)
    {
        if (step.IsRefused)
        {
            step.State.ShouldBeSameAs(State, "what is refused changes nothing");
            return;
        }

        if (OperationStatuses.IsFinal(State.Status))
        {
            step.State.Status.ShouldBe(State.Status, "what is over stays over");
        }

        if (step.State.Call is { } call && call.Number != State.Call?.Number)
        {
            Began(call.Kind);
        }

        State = Some.Reload(step.State);
        (State.History.Length <= OperationState.MaxHistory && State.Notices.Length <= OperationState.MaxNotices).ShouldBeTrue();
    }

    private void Began(OperationCallKind kind)
    {
        if (kind == OperationCallKind.Apply)
        {
            var proposal = State.Proposal;
            (_agreedNow, IsKilled, _isDenied).ShouldBe((true, false, false), "the guard rails agree, in this very step");
            (proposal.IsShadow, proposal.IsLate && !proposal.ProposedBy.IsPerson).ShouldBe((false, false));
            _agreed.Count.ShouldBeGreaterThanOrEqualTo(proposal.NeedsApproval ? OperationCore.ApprovalsNeeded(proposal) : 0);
            _last.ShouldNotBe(OperationCallKind.Apply, "never twice without asking in between");
            if (State.Applies == 0)
            {
                Now.ShouldBeLessThan(_startBy);
            }
            else
            {
                Now.ShouldBeLessThan(State.UntilMs);
            }
        }

        _overBy = kind == OperationCallKind.Apply && State.Applies == 0 ? _passed + State.Proposal.DurationMs : _overBy;
        _last = kind;
    }
}
