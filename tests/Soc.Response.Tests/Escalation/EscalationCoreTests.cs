using CsCheck;
using Shouldly;
using Soc.Model.Escalation;
using Soc.Model.Incidents;
using Soc.Model.Policies;
using Soc.Response.Escalation;
using Xunit;

namespace Soc.Response.Tests.Escalation;

public sealed class EscalationCoreTests
{
    private const long Minute = 60_000;
    private static readonly ContactStep[] Chain = [new("Anna", "mail", 5, 1), new("Ben", "pager", 10, 0)];

    private EscalationState _state = new();

    [Fact]
    public void The_chain_is_told_one_after_the_other_until_somebody_answers()
    {
        Raise(EscalationDecision.Wake, 0).ShouldBe("New Anna");
        Tick((5 * Minute) - 1).ShouldBe("");
        Tick(5 * Minute).ShouldBe("Reminder Anna");
        Tick(5 * Minute).ShouldBe("", "the same moment again tells nobody");
        Tick(10 * Minute).ShouldBe("New Ben");
        Acknowledge("Ben", 12 * Minute);
        Tick(60 * Minute).ShouldBe("");
        (_state.Phase, _state.AcknowledgedBy, _state.AcknowledgedAtMs).ShouldBe((EscalationPhase.Acknowledged, "Ben", 12 * Minute));
        Resolve(70 * Minute).ShouldBe("Resolved Anna, Ben");
        Resolve(71 * Minute).ShouldBe("");
        _state.History.Select(h => h.Text).ShouldBe([
            "Decided: somebody is woken.", "Anna is told by mail.", "Anna has not answered.", "Anna is told by mail.",
            "Anna has not answered: the next one is told.", "Ben is told by pager.", "Ben has it.", "It is over.", "Anna is told by mail, Ben is told by pager.",
        ]);
    }

    [Theory]
    [InlineData(NobodyAnswers.Nothing)]
    [InlineData(NobodyAnswers.Act)]
    [InlineData(NobodyAnswers.WakeOnCall)]
    public void When_nobody_answers_it_is_said_once_what_was_agreed(string agreed)
    {
        Raise(EscalationDecision.Notify, 0, agreed);
        Tick(5 * Minute);
        Tick(10 * Minute);
        Tick(20 * Minute).ShouldBe("unanswered");
        Tick(21 * Minute).ShouldBe("");
        _state.WhenNobodyAnswers.ShouldBe(agreed);
        Acknowledge("Anna", 30 * Minute);
        _state.Phase.ShouldBe(EscalationPhase.Acknowledged, "late is better than never");
    }

    [Fact]
    public void An_empty_chain_is_unanswered_at_once()
    {
        var (state, effects) = EscalationCore.Raise(_state, EscalationDecision.Wake, isLate: false, [], NobodyAnswers.WakeOnCall, 0);
        (state.Phase, effects.IsUnanswered, effects.Tell.Count).ShouldBe((EscalationPhase.NobodyAnswered, true, 0));
    }

    [Fact]
    public void Late_events_and_what_is_for_the_digest_tell_nobody()
    {
        Raise(EscalationDecision.Digest, 0).ShouldBe("");
        Raise(EscalationDecision.Wake, 1, isLate: true).ShouldBe("");
        var before = _state;
        Raise(EscalationDecision.Wake, 2, isLate: true).ShouldBe("");
        _state.ShouldBeSameAs(before, "once is enough");
        _state.Phase.ShouldBe(EscalationPhase.Quiet);
        Raise(EscalationDecision.Notify, 3).ShouldBe("New Anna", "what comes on time is told all the same");
    }

    [Fact]
    public void What_becomes_worse_is_told_to_who_has_it_and_wakes_nobody_else()
    {
        Raise(EscalationDecision.Notify, 0);
        Raise(EscalationDecision.Wake, 1).ShouldBe("", "an answer is waited for already");
        Raise(EscalationDecision.Wake, 2).ShouldBe("");
        _state = new EscalationState();
        Raise(EscalationDecision.Notify, 0);
        Acknowledge("Anna", 1);
        Raise(EscalationDecision.Wake, 2).ShouldBe("Update Anna");
        _state.Phase.ShouldBe(EscalationPhase.Acknowledged);
        Raise(EscalationDecision.Wake, 3).ShouldBe("");
    }

    [Fact]
    public void A_change_of_the_rules_does_not_reach_an_alarm_under_way()
    {
        Raise(EscalationDecision.Notify, 0);
        var (next, _) = EscalationCore.Raise(_state, EscalationDecision.Wake, isLate: false, [new ContactStep("Carl", "sms", 1, 0)], NobodyAnswers.Act, 1);
        next.Chain.ShouldBe(Chain);
        next.WhenNobodyAnswers.ShouldBe(NobodyAnswers.Nothing);
    }

    [Fact]
    public void Whatever_comes_in_whatever_order_its_promises_hold()
    {
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 8 * 60_000]).Array[1, 40].Sample(inputs =>
        {
            var (state, nowMs, told) = (new EscalationState(), 0L, 0);
            foreach (var (what, decision, isLate, laterMs) in inputs)
            {
                nowMs += laterMs;
                var before = state;
                var effects = EscalationEffects.None;
                switch (what)
                {
                    case 0:
                        (state, effects) = EscalationCore.Raise(state, (EscalationDecision)decision, isLate, Chain, NobodyAnswers.Nothing, nowMs);
                        break;
                    case 1:
                        state = EscalationCore.Acknowledge(state, "somebody", nowMs);
                        break;
                    case 2 when decision == 0:
                        (state, effects) = EscalationCore.Resolve(state, "It is over.", nowMs);
                        break;
                    default:
                        (state, effects) = EscalationCore.Tick(state, nowMs);
                        break;
                }

                told += effects.Tell.Count > 0 ? 1 : 0;
                state.Notices.ShouldBe(told, "each notice has a number of its own");
                state.History.Length.ShouldBeLessThanOrEqualTo(EscalationState.MaxHistory);
                (before.Phase == EscalationPhase.Over && effects.Tell.Count > 0).ShouldBeFalse("over is over");
                (before.Phase == EscalationPhase.Acknowledged && effects.Kind is NoticeKind.New or NoticeKind.Reminder && effects.Tell.Count > 0).ShouldBeFalse("who has it is not asked again");
                (state.DeadlineMs > 0).ShouldBe(state.Phase == EscalationPhase.Waiting, "a promise is waited for, or there is none");
                ((int)state.Decision).ShouldBeGreaterThanOrEqualTo((int)before.Decision);
            }
        });
    }

    private string Raise(EscalationDecision decision, long nowMs, string agreed = NobodyAnswers.Nothing, bool isLate = false) =>
        Take(EscalationCore.Raise(_state, decision, isLate, Chain, agreed, nowMs));

    private string Tick(long nowMs) => Take(EscalationCore.Tick(_state, nowMs));

    private string Resolve(long nowMs) => Take(EscalationCore.Resolve(_state, "It is over.", nowMs));

    private void Acknowledge(string by, long nowMs) => _state = EscalationCore.Acknowledge(_state, by, nowMs);

    private string Take((EscalationState State, EscalationEffects Effects) result)
    {
        _state = result.State;
        return result.Effects.IsUnanswered ? "unanswered"
            : result.Effects.Tell.Count == 0 ? ""
            : $"{result.Effects.Kind} {string.Join(", ", result.Effects.Tell.Select(t => t.Who))}";
    }
}
