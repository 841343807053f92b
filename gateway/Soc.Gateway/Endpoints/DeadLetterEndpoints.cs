using System.Text;
using Soc.EventLog;
using Soc.Gateway.Auth;
using Soc.GrainInterfaces.Clients;

namespace Soc.Gateway.Endpoints;

/// <summary>Records that could not be parsed, with the reason.</summary>
internal static class DeadLetterEndpoints
{
    private const int MaxLimit = 500;

    public static void MapDeadLetters(this IEndpointRouteBuilder api) =>
        api.MapGet("/clients/{client}/dead-letters", ListAsync)
            .WithName("listDeadLetters").WithSummary("Records that could not be parsed, newest first, with the reason and the raw bytes.").Produces<PageDto<DeadLetterDto>>().ProducesProblem(404);

    private static async Task<IResult> ListAsync(
        string client, int? limit, Caller caller, IClientPolicies policies, IDeadLetterLog log, CancellationToken cancellationToken)
    {
        if (!caller.MaySee(client) || policies.Find(client) is null)
        {
            return Problems.NotFound($"Client '{client}'");
        }

        if (limit is < 1 or > MaxLimit)
        {
            return Problems.BadRequest($"limit={limit} is out of range: use 1 to {MaxLimit}.");
        }

        var items = new List<DeadLetterDto>();
        await foreach (var letter in log.ReadAsync(client, limit ?? 50, cancellationToken))
        {
            items.Add(new DeadLetterDto(Wire.Time(letter.ReceivedMs), letter.Sourcetype, letter.Reason, Encoding.UTF8.GetString(letter.Raw), letter.RawLength));
        }

        return TypedResults.Ok(new PageDto<DeadLetterDto>(items, null));
    }
}
