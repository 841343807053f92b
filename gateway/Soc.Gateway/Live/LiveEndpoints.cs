using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Clients;
using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Live;

/// <summary>Server-sent events: an incident each time it changes; Last-Event-ID resumes.</summary>
internal static class LiveEndpoints
{
    private const int PageSize = 200;
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    public static void MapLive(this IEndpointRouteBuilder api) =>
        api.MapGet("/live", Stream)
            .Needs(CredentialScopes.Read)
            .WithName("live").WithTags("Incidents").WithSummary("Incidents as they change (text/event-stream). Last-Event-ID resumes; ?client= narrows.").Produces(200, contentType: "text/event-stream").ProducesProblem(400).ProducesProblem(404);

    private static IResult Stream(
        HttpContext http, string? client, Caller caller, IClientPolicies policies, CredentialDirectory credentials, IIncidentStore store, IncidentReader reader, LiveChanges changes, CancellationToken cancellationToken)
    {
        if (client is not null && (!caller.MaySee(client) || policies.Find(client) is null))
        {
            return Problems.NotFound($"Client '{client}'");
        }

        long? after = null;
        if (http.Request.Headers["Last-Event-ID"] is { Count: > 0 } header && !string.IsNullOrEmpty(header[0]))
        {
            if (!long.TryParse(header[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return Problems.BadRequest("Last-Event-ID is no id of this stream: send the id of an event received, or leave it out.");
            }

            after = id;
        }

        return TypedResults.ServerSentEvents(ReadAsync(client, caller, after, credentials, store, reader, changes, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<object>> ReadAsync(
        string? client, Caller caller, long? after, CredentialDirectory credentials, IIncidentStore store, IncidentReader reader, LiveChanges changes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A number above the newest is of a store that is gone: nothing would ever come after it.
        var newest = await store.LastSequenceAsync(cancellationToken);
        var sequence = Math.Min(after ?? newest, newest);
        yield return new SseItem<object>(new { sequence }, "hello") { EventId = sequence.ToString(CultureInfo.InvariantCulture) };
        while (caller.IsStillGood(credentials))
        {
            var page = await store.ChangesAfterAsync(sequence, PageSize, cancellationToken);
            IncidentChange[] seen = [.. page.Where(c => caller.MaySee(c.Incident.Client) && (client is null || string.Equals(client, c.Incident.Client, StringComparison.Ordinal)))];
            var shown = await reader.ShowAsync(Array.ConvertAll(seen, c => c.Incident), caller, cancellationToken);
            foreach (var (change, incident) in seen.Zip(shown))
            {
                yield return new SseItem<object>(incident, "incident") { EventId = change.Sequence.ToString(CultureInfo.InvariantCulture) };
            }

            sequence = page.Count > 0 ? page[^1].Sequence : sequence;
            if (page.Count == 0)
            {
                await changes.WaitAsync(sequence, SignOfLife, cancellationToken);
                if (changes.Sequence <= sequence)
                {
                    yield return new SseItem<object>(new { sequence }, "ping");
                }
            }
        }
    }
}
