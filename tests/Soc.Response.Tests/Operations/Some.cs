using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Soc.Model.Entities;
using Soc.Model.Response;
using Soc.Response.Operations;

namespace Soc.Response.Tests.Operations;

/// <summary>What operations' tests begin with.</summary>
internal static class Some
{
    public const long Night = 1_764_212_400_000;
    public const long Minute = 60_000;

    public static readonly OperationTimes Times = OperationTimes.Default;
    public static readonly Serializer Serializer = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();
    public static readonly ResponseActor Anna = new("anna", ResponseRole.Responder);
    public static readonly ResponseActor Ben = new("ben", ResponseRole.Admin);
    public static readonly ResponseActor Cleo = new("cleo", ResponseRole.Analyst);
    public static readonly ResponseActor Viewer = new("dora", ResponseRole.ClientViewer);
    public static readonly GuardDecision Yes = new([new GuardCheck("never_block", IsPassed: true, "It may be.")]);
    public static readonly GuardDecision No = new([new GuardCheck("kill_switch", IsPassed: false, "All is switched off."), new GuardCheck("limit", IsPassed: true, "It is short.")]);

    public static OperationProposal Block(string id = "op-1") => new()
    {
        OperationId = id,
        Client = "acme",
        Action = ContainmentAction.BlockAddress,
        Target = new ContainmentTarget { Kind = EntityKind.Address, Value = "198.51.100.7", Ip = "198.51.100.7" },
        DurationMs = 60 * Minute,
        Connector = "edge",
        ProposedBy = ResponseActor.Engine,
        RuleId = "night",
        RuleVersion = 3,
        IncidentId = "inc-1",
        EvidenceIds = ["sig-1"],
        Reason = "A score of 93 at night.",
        IsReversible = true,
    };

    public static ContainmentOutcome Outcome(ContainmentOutcomeKind kind, bool isTransient = false, string? prior = null, bool wasSo = false) => new()
    {
        Kind = kind,
        Reason = $"The product says {kind}.",
        IsTransient = isTransient,
        Prior = prior,
        WasSoBefore = wasSo,
        Exchanges = [new ContainmentExchange("POST /block", 200, "{}", 5)],
    };

    public static OperationState Proposed(OperationProposal? proposal = null)
    {
        var (state, refusal) = OperationCore.Propose(proposal ?? Block(), Night, Times);
        return state ?? throw new InvalidOperationException(refusal);
    }

    /// <summary>Up to the call of the action, which is noted and not made.</summary>
    public static OperationState Executing(OperationProposal? proposal = null)
    {
        var state = OperationCore.Guards(Proposed(proposal), Yes, Night, Times).State;
        state = OperationCore.Outcome(state, state.Call!.Number, Outcome(ContainmentOutcomeKind.Confirmed, prior: "open"), Night, Times).State;
        return OperationCore.Guards(state, Yes, Night, Times).State;
    }

    public static OperationState Enforced(OperationProposal? proposal = null) => Answer(Executing(proposal), Outcome(ContainmentOutcomeKind.Confirmed), Night);

    public static OperationState Answer(OperationState state, ContainmentOutcome outcome, long nowMs) =>
        OperationCore.Outcome(state, state.Call!.Number, outcome, nowMs, Times).State;

    public static OperationState Reload(OperationState state) => Serializer.Deserialize<OperationState>(Serializer.SerializeToArray(state))!;
}
