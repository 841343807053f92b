using Orleans;
using Orleans.CodeGeneration;
using Soc.Model.Escalation;
using Soc.Model.Response;

namespace Soc.GrainInterfaces.Escalation;

/// <summary>Who hears of one incident, and when; what it promises survives a restart. Key: <see cref="EscalationKey.Incident"/>.</summary>
[Alias(WireNames.EscalationGrain), Version(1)]
public interface IEscalationGrain : IGrainWithStringKey
{
    /// <summary>The incident is to be told, or became worse. Completes when it is durable; the telling itself goes on by itself.</summary>
    [Alias("raise")]
    ValueTask RaiseAsync(EscalationAlarm alarm, CancellationToken cancellationToken);

    /// <summary>
    /// Something about an operation that people are to know. Completes when it is durable. The same notice again changes nothing.
    /// </summary>
    [Alias("hear")]
    ValueTask HearAsync(OperationRow operation, OperationNotice notice, CancellationToken cancellationToken);

    /// <summary>A person says that he has it.</summary>
    /// <returns>How it stands, and a sentence when it was not taken; no state when nobody was ever told of it.</returns>
    [Alias("acknowledge")]
    ValueTask<EscalationAnswer> AcknowledgeAsync(ResponseActor by, CancellationToken cancellationToken);

    /// <summary>The incident is over, by a person's verdict or by itself: whoever was told hears so.</summary>
    /// <param name="why">One sentence.</param>
    [Alias("resolve")]
    ValueTask ResolveAsync(string why, CancellationToken cancellationToken);

    /// <returns>Null when nobody was to be told of it yet.</returns>
    [Alias("get")]
    ValueTask<EscalationState?> GetAsync(CancellationToken cancellationToken);
}
