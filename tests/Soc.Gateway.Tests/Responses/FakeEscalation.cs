using System.Collections.Concurrent;
using Soc.GrainInterfaces.Escalation;
using Soc.Model.Escalation;
using Soc.Model.Response;

namespace Soc.Gateway.Tests.Responses;

/// <summary>The telling of incidents as a gateway sees it: whoever says it first has it.</summary>
internal sealed class FakeEscalation : IEscalationGrain
{
    /// <summary>Nobody was told of it.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>So often it fails before it does what it is asked.</summary>
    public int Failures { get; set; }

    public EscalationState State { get; private set; } = new() { Phase = EscalationPhase.Waiting };

    public List<string> Resolved { get; } = [];

    public static FakeEscalation Of(ConcurrentDictionary<string, FakeEscalation> all, EscalationKey key) => all.GetOrAdd(key.ToString(), _ => new FakeEscalation());

    public ValueTask RaiseAsync(EscalationAlarm alarm, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask HearAsync(OperationRow operation, OperationNotice notice, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<EscalationAnswer> AcknowledgeAsync(ResponseActor by, CancellationToken cancellationToken)
    {
        if (IsQuiet)
        {
            return ValueTask.FromResult(new EscalationAnswer(null, null));
        }

        if (State.Phase == EscalationPhase.Over)
        {
            return ValueTask.FromResult(new EscalationAnswer(State, "The incident is over."));
        }

        if (State.Phase == EscalationPhase.Acknowledged && State.AcknowledgedBy != by.Name)
        {
            return ValueTask.FromResult(new EscalationAnswer(State, $"{State.AcknowledgedBy} has it already."));
        }

        State = State with { Phase = EscalationPhase.Acknowledged, AcknowledgedBy = by.Name, AcknowledgedAtMs = 1 };
        return ValueTask.FromResult(new EscalationAnswer(State, null));
    }

    public ValueTask ResolveAsync(string why, CancellationToken cancellationToken)
    {
        if (Failures-- > 0)
        {
            throw new TimeoutException("No answer came.");
        }

        Resolved.Add(why);
        State = State with { Phase = EscalationPhase.Over };
        return ValueTask.CompletedTask;
    }

    public ValueTask<EscalationState?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult<EscalationState?>(State);
}
