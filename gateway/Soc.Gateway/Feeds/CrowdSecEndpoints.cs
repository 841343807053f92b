using Soc.Gateway.Auth;
using Soc.Gateway.Endpoints;
using Soc.Response.Feeds;

namespace Soc.Gateway.Feeds;

/// <summary>The part of CrowdSec's local API that its bouncers in stream mode ask.</summary>
internal static class CrowdSecEndpoints
{
    public static void MapCrowdSec(this IEndpointRouteBuilder feeds) =>
        feeds.MapGet("/crowdsec/v1/decisions/stream", StreamAsync)
            .Needs(CredentialScopes.Feed).WithMetadata(new FeedName(FeedFormats.CrowdSec))
            .WithName("feed_crowdsec").WithTags("Feeds")
            .WithSummary("CrowdSec decisions stream: addresses that are new and gone since this bouncer asked last; all of them with startup=true.")
            .Produces(200, contentType: "application/json").ProducesProblem(400).ProducesProblem(503);

    // A bouncer is a credential at an address, so that two of them do not take each other's news.
    private static async Task<IResult> StreamAsync(string client, HttpContext http, FeedAnswers answers, FeedCopies copies, TimeProvider time)
    {
        var startup = http.Request.Query["startup"];
        if (startup is not ([] or ["true" or "false"]))
        {
            return Problems.BadRequest("startup is true or false.");
        }

        if (await answers.ReadAsync(http, client, FeedFormats.CrowdSec) is not { View: var view })
        {
            return FeedAnswers.Unavailable();
        }

        var bouncers = copies.Of(client).Bouncers;
        var bouncer = $"{http.Features.Get<Credential>()!.Id} {FeedAnswers.AddressOf(http)}";
        var body = CrowdSecStream.Render(view, bouncers.Of(bouncer), isStartup: startup is ["true"], time.GetUtcNow().ToUnixTimeMilliseconds());
        http.Response.Headers.CacheControl = "private, no-store";
        await TypedResults.Bytes(body, "application/json").ExecuteAsync(http);

        // Only now: whoever did not get it gets it again.
        bouncers.Advance(bouncer, view.Version);
        answers.Polled(http, client, FeedFormats.CrowdSec, FeedMetrics.Served, view.Version, CrowdSecStream.CountOf(view));
        return TypedResults.Empty;
    }
}
