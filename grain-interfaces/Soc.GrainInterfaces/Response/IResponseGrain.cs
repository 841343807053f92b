using Orleans;
using Orleans.CodeGeneration;
using Soc.Model.Response;

namespace Soc.GrainInterfaces.Response;

/// <summary>
/// One containment, from its proposal to its undo. Key: <see cref="ResponseKey.Operation"/>. An answer comes when it is durable; what follows from it
/// is done in the background, over restarts too. Every wish may come again.
/// </summary>
[Alias(WireNames.ResponseGrain), Version(1)]
public interface IResponseGrain : IGrainWithStringKey
{
    /// <summary>Begins it. The same proposal again changes nothing.</summary>
    [Alias("propose")]
    ValueTask<OperationAnswer> ProposeAsync(OperationProposal proposal, CancellationToken cancellationToken);

    [Alias("get")]
    ValueTask<OperationState?> GetAsync(CancellationToken cancellationToken);

    /// <param name="by">Who agrees.</param>
    /// <param name="hash">The hash of what he was shown.</param>
    [Alias("approve")]
    ValueTask<OperationAnswer> ApproveAsync(ResponseActor by, string hash, CancellationToken cancellationToken);

    [Alias("reject")]
    ValueTask<OperationAnswer> RejectAsync(ResponseActor by, string why, CancellationToken cancellationToken);

    /// <param name="by">Who wants it.</param>
    /// <param name="untilMs">The new end, wall clock.</param>
    /// <param name="why">One sentence, or nothing.</param>
    [Alias("extend")]
    ValueTask<OperationAnswer> ExtendAsync(ResponseActor by, long untilMs, string why, CancellationToken cancellationToken);

    /// <summary>Another operation against the same target ends, and leaves to this one what it did. Said again, it is the same.</summary>
    [Alias("inherit")]
    ValueTask<BequestAnswer> InheritAsync(OperationBequest bequest, CancellationToken cancellationToken);

    /// <summary>Everybody who could be asked was asked, and nobody answered.</summary>
    [Alias("unanswered")]
    ValueTask<OperationAnswer> NobodyAnsweredAsync(CancellationToken cancellationToken);

    /// <param name="by">Who wants it.</param>
    /// <param name="isUndo">It was wrong; otherwise it is only not needed any more.</param>
    /// <param name="why">One sentence, or nothing.</param>
    [Alias("end")]
    ValueTask<OperationAnswer> EndAsync(ResponseActor by, bool isUndo, string why, CancellationToken cancellationToken);
}
