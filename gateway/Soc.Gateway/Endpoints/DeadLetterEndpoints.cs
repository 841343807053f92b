using System.Globalization;
using Soc.EventLog;
using Soc.Gateway.Auth;
using Soc.Gateway.DeadLetters;
using Soc.Gateway.Requests.Idempotency;

namespace Soc.Gateway.Endpoints;

/// <summary>Records that could not be parsed, with the reason, and their replay.</summary>
internal static class DeadLetterEndpoints
{
    // Each is looked for in the log by itself.
    private const int MaxNamed = 100;

    public static void MapDeadLetters(this IEndpointRouteBuilder api)
    {
        api.MapGet("/clients/{client}/dead-letters", ListAsync)
            .Needs(CredentialScopes.Read)
            .WithName("listDeadLetters").WithTags("Dead letters")
            .WithSummary("Records that could not be parsed, newest first, with the reason and the raw bytes.")
            .Produces<PageDto<DeadLetterDto>>().ProducesProblem(400);
        api.MapPost("/clients/{client}/dead-letters/replay", ReplayAsync)
            .Needs(CredentialScopes.Admin).WithMetadata(new Idempotent())
            .WithName("replayDeadLetters").WithTags("Dead letters")
            .WithSummary("Parses dead letters again: those named, or all of a reason. What is understood now is appended, and counted as replayed; the rest stays.")
            .Produces<ReplayDto>().ProducesProblem(400).ProducesProblem(422).ProducesProblem(503);
    }

    private static async Task<IResult> ListAsync(
        string client, string? reason, int? limit, string? cursor, IDeadLetterLog log, DeadLetterReplay replay, CancellationToken cancellationToken)
    {
        if (PageLimits.RefusalOf(limit) is { } refusal)
        {
            return refusal;
        }

        if (!TryRead(ListOf(client, reason), cursor, out var below))
        {
            return Cursors.Refusal();
        }

        var (page, next) = await PageAsync(log, new DeadLetterQuery(client, limit ?? PageLimits.Default, below, reason), cancellationToken);
        var marks = await replay.MarksOfAsync(client, page, cancellationToken);
        return TypedResults.Ok(new PageDto<DeadLetterDto>(
            [.. page.Select(l => DeadLetterDto.Of(l, marks.TryGetValue(l.Offset, out var mark) ? mark.AtMs : null))],
            Cursors.Write(ListOf(client, reason), next)));
    }

    private static async Task<IResult> ReplayAsync(
        string client, ReplayRequestDto body, IDeadLetterLog log, DeadLetterReplay replay, CancellationToken cancellationToken)
    {
        if ((body.Ids is null) == string.IsNullOrWhiteSpace(body.Reason))
        {
            return Problems.Invalid("ids", "Name either ids (from GET …/dead-letters) or a reason, not both.");
        }

        return body.Ids is { } ids
            ? await ReplayNamedAsync(client, ids, log, replay, cancellationToken)
            : await ReplayReasonAsync(client, body.Reason!, body.Cursor, log, replay, cancellationToken);
    }

    private static async Task<IResult> ReplayReasonAsync(
        string client, string reason, string? cursor, IDeadLetterLog log, DeadLetterReplay replay, CancellationToken cancellationToken)
    {
        if (!TryRead(ListOf(client, reason), cursor, out var below))
        {
            return Cursors.Refusal();
        }

        var (page, next) = await PageAsync(log, new DeadLetterQuery(client, DeadLetterReplay.MaxLetters, below, reason), cancellationToken);
        return TypedResults.Ok(await replay.RunAsync(client, page, Cursors.Write(ListOf(client, reason), next), cancellationToken));
    }

    private static async Task<IResult> ReplayNamedAsync(
        string client, string[] ids, IDeadLetterLog log, DeadLetterReplay replay, CancellationToken cancellationToken)
    {
        if (ids.Length is 0 or > MaxNamed)
        {
            return Problems.Invalid("ids", $"Name 1 to {MaxNamed} letters, or a reason for all of them; these are {ids.Length}.");
        }

        var letters = new Dictionary<long, StoredDeadLetter>();
        foreach (var id in ids)
        {
            if (!DeadLetterDto.TryOffset(id, out var offset)
                || await log.QueryAsync(new DeadLetterQuery(client, 1, offset + 1), cancellationToken) is not [{ } found]
                || found.Offset != offset)
            {
                // The same for one that was never there, one that aged out, and one of another client.
                return Problems.NotFound($"The dead letter '{id}'");
            }

            letters[offset] = found;
        }

        return TypedResults.Ok(await replay.RunAsync(client, letters.Values, null, cancellationToken));
    }

    /// <summary>A page, and the place where the next begins; null on the last.</summary>
    private static async ValueTask<(IReadOnlyList<StoredDeadLetter> Page, string? Next)> PageAsync(IDeadLetterLog log, DeadLetterQuery query, CancellationToken cancellationToken)
    {
        var page = await log.QueryAsync(query with { Limit = query.Limit + 1 }, cancellationToken);
        if (page.Count <= query.Limit)
        {
            return (page, null);
        }

        page = [.. page.Take(query.Limit)];
        return (page, page[^1].Offset.ToString(CultureInfo.InvariantCulture));
    }

    private static string ListOf(string client, string? reason) => $"dead-letters\n{client}\n{reason}";

    private static bool TryRead(string list, string? cursor, out long below)
    {
        below = long.MaxValue;
        return Cursors.TryRead(list, cursor, out var place)
            && (place is null || long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out below));
    }
}
