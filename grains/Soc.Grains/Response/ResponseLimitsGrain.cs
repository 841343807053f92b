using Orleans.Serialization;
using Soc.GrainInterfaces.Response;
using Soc.GrainInterfaces.Storage;
using Soc.Grains.Entities;
using Soc.Model.Response;
using Soc.Response.GuardRails;

namespace Soc.Grains.Response;

/// <inheritdoc cref="IResponseLimitsGrain"/>
public sealed class ResponseLimitsGrain(PromiseStore store, Serializer serializer, IGuardRulesSource rules, TimeProvider time) : Grain, IResponseLimitsGrain
{
    private PromisedState<LimitsState> _stored = null!;
    private LimitsState _state = new();
    private string _client = "";

    private long NowMs => time.GetUtcNow().ToUnixTimeMilliseconds();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var text = this.GetPrimaryKeyString();
        _client = ResponseKey.TryParse(text, out var key) ? key.Client : throw new InvalidOperationException("The key of this grain is no client's.");
        _stored = new PromisedState<LimitsState>(store, serializer, GrainContext);
        _state = await _stored.ReadAsync(text, cancellationToken) ?? new LimitsState();
        StoredVersion.Check(_state.Version, LimitsState.CurrentVersion, $"the limits of {_client}");
    }

    public async ValueTask<GuardDecision> CheckAsync(OperationProposal proposal, bool takes, CancellationToken cancellationToken)
    {
        var (next, decision) = GuardRail.Check(_state, proposal, await rules.RulesOfAsync(_client, cancellationToken), takes, NowMs);
        await StoreAsync(next, cancellationToken);
        return decision;
    }

    public ValueTask SettleAsync(string operationId, OperationSettlement settlement, CancellationToken cancellationToken) =>
        StoreAsync(ActionBudget.Settle(_state, operationId, settlement, NowMs), cancellationToken);

    public async ValueTask<string[]> ReleaseAsync(string operationId, string[] refused, CancellationToken cancellationToken)
    {
        var (next, others) = TargetHolds.Release(_state, operationId, refused, NowMs);
        await StoreAsync(next, cancellationToken);
        return others;
    }

    public async ValueTask<string?> KillAsync(ResponseActor by, bool isOn, string why, CancellationToken cancellationToken)
    {
        // Whoever may stop one may stop all; to allow them again is the right to agree.
        if (isOn ? !by.MayEnd : !by.MayApprove)
        {
            return isOn ? "Only an analyst, a responder or an admin may switch actions off." : "Only a responder or an admin may switch actions on again.";
        }

        await StoreAsync(_state with { IsKilled = isOn, KilledBy = by, KilledWhy = Cut(why), KilledMs = NowMs }, cancellationToken);
        return null;
    }

    public async ValueTask<string?> ResetBreakerAsync(ResponseActor by, string why, CancellationToken cancellationToken)
    {
        if (!by.MayApprove)
        {
            return "Only a responder or an admin may set this back.";
        }

        await StoreAsync(_state with { Endings = [], KilledBy = by, KilledWhy = Cut(why), KilledMs = NowMs }, cancellationToken);
        return null;
    }

    public ValueTask<ResponseLimitsView> ViewAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new ResponseLimitsView
    {
        ActiveOperations = [.. _state.Places.Where(p => p.IsActive).Select(p => p.OperationId)],
        WithinTheHour = _state.Places.Count(p => NowMs - p.TakenMs < ActionBudget.HourMs),
        Undone = _state.Endings.Count(e => e),
        Endings = _state.Endings.Length,
        IsKilled = _state.IsKilled,
        SwitchedBy = _state.KilledBy,
        Why = _state.KilledWhy,
        SwitchedMs = _state.KilledMs,
    });

    private static string Cut(string why) => why.Length <= ContainmentOrder.MaxReasonLength ? why : why[..ContainmentOrder.MaxReasonLength];

    private async ValueTask StoreAsync(LimitsState next, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(next, _state))
        {
            return;
        }

        try
        {
            await _stored.WriteAsync(next, cancellationToken);
            _state = next;
        }
        catch (Exception)
        {
            // Another activation counts, or it is not known what is stored: whoever asks again gets what is.
            DeactivateOnIdle();
            throw;
        }
    }
}
