using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Response;
using Soc.GrainInterfaces.Storage;
using Soc.Model.Response;

namespace Soc.Gateway.Responses;

/// <summary>Operations as a caller may reach them: found by their id in the read model, asked and moved in their grains.</summary>
internal sealed partial class ResponseOperations(IResponseStore store, IGrainFactory grains, ILogger<ResponseOperations> logger)
{
    /// <summary>The row; null when there is none, or it is not this caller's to see.</summary>
    public async ValueTask<OperationRow?> FindAsync(string id, Caller caller, CancellationToken cancellationToken) =>
        id.Length is > 0 and <= OperationProposal.MaxIdLength && await store.ReadAsync(id, cancellationToken) is { } row && caller.MaySee(row.Client) ? row : null;

    /// <summary>The operation's own state; null as above.</summary>
    public async ValueTask<OperationState?> ReadAsync(string id, Caller caller, CancellationToken cancellationToken) =>
        await FindAsync(id, caller, cancellationToken) is { } row ? await Of(row.Client, id).GetAsync(cancellationToken) : null;

    public async ValueTask<OperationAnswer> ProposeAsync(OperationProposal proposal, CancellationToken cancellationToken)
    {
        var answer = await Of(proposal.Client, proposal.OperationId).ProposeAsync(proposal, cancellationToken);
        await FollowAsync(answer, cancellationToken);
        return answer;
    }

    /// <summary>Asks an operation for something, and answers as it does.</summary>
    public async Task<IResult> WishAsync(string id, Caller caller, Func<IResponseGrain, ValueTask<OperationAnswer>> wish, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, caller, cancellationToken) is not { } row)
        {
            return NotFound(id);
        }

        var answer = await wish(Of(row.Client, id));
        if (answer is not { State: { } state })
        {
            return NotFound(id);
        }

        if (answer.Refusal is { } why)
        {
            return Problems.Conflict(why);
        }

        await FollowAsync(answer, cancellationToken);
        var dto = ResponseDto.Of(state);
        return OperationStatuses.IsFinal(state.Status) ? TypedResults.Ok(dto) : TypedResults.Accepted((string?)null, dto);
    }

    public static ProblemHttpResult NotFound(string id) => Problems.NotFound($"The operation '{id}'");

    private IResponseGrain Of(string client, string id) => grains.GetGrain<IResponseGrain>(ResponseKey.Operation(client, id).ToString());

    // Rows follow the grains within moments; whoever asked finds his own change at once.
    private async ValueTask FollowAsync(OperationAnswer answer, CancellationToken cancellationToken)
    {
        if (answer is not { State: { } state, Refusal: null })
        {
            return;
        }

        try
        {
            await store.WriteAsync(OperationRow.Of(state), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogBehind(state.Proposal.OperationId, e);
        }
    }

    [LoggerMessage(EventId = 2240, Level = LogLevel.Warning, Message = "The row of operation {Operation} could not be written here; it follows its state by itself")]
    private partial void LogBehind(string operation, Exception reason);
}
