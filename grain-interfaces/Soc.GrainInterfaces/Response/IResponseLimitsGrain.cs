using Orleans;
using Orleans.CodeGeneration;
using Soc.Model.Response;

namespace Soc.GrainInterfaces.Response;

/// <summary>What a client's actions are counted and stopped by, in one place. Key: <see cref="ResponseKey.Limits"/>. It calls nobody but the audit, when people switch something.</summary>
[Alias(WireNames.ResponseLimitsGrain), Version(1)]
public interface IResponseLimitsGrain : IGrainWithStringKey
{
    /// <summary>Asks all guard rails.</summary>
    /// <param name="proposal">What is to be done.</param>
    /// <param name="takes">It follows at once: takes its place in the same step, durably. Asked again, it is the same place.</param>
    [Alias("check")]
    ValueTask<GuardDecision> CheckAsync(OperationProposal proposal, bool takes, CancellationToken cancellationToken);

    /// <summary>An operation is over. Told again, it changes nothing.</summary>
    [Alias("settle")]
    ValueTask SettleAsync(string operationId, OperationSettlement settlement, CancellationToken cancellationToken);

    /// <summary>
    /// An operation is about to be undone. While others hold the same target in a product that does not keep them apart, it is for one of them to undo it. When
    /// none does, nobody else begins with this target until it is undone or some time has passed, durably.
    /// </summary>
    /// <param name="refused">Others that were asked and do not take it over.</param>
    /// <returns>Those that hold the same, oldest first.</returns>
    [Alias("release")]
    ValueTask<string[]> ReleaseAsync(string operationId, string[] refused, CancellationToken cancellationToken);

    /// <summary>Stops all new actions at this client, or allows them again. What is in force stays until it is released or its time is over.</summary>
    /// <returns>Why not; null when it is done.</returns>
    [Alias("kill")]
    ValueTask<string?> KillAsync(ResponseActor by, bool isOn, string why, CancellationToken cancellationToken);

    /// <summary>A person looked at what was undone: actions may follow from rules again.</summary>
    /// <returns>Why not; null when it is done.</returns>
    [Alias("reset")]
    ValueTask<string?> ResetBreakerAsync(ResponseActor by, string why, CancellationToken cancellationToken);

    [Alias("view")]
    ValueTask<ResponseLimitsView> ViewAsync(CancellationToken cancellationToken);
}
