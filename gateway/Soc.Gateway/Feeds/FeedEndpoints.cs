using Microsoft.Net.Http.Headers;
using Soc.Gateway.Auth;
using Soc.Response.Feeds;

namespace Soc.Gateway.Feeds;

/// <summary>The feeds that firewalls, resolvers and platforms take, below <c>/feeds/{client}</c>.</summary>
internal static class FeedEndpoints
{
    public static void MapFeeds(this IEndpointRouteBuilder app)
    {
        var feeds = app.MapGroup("/feeds/{client}").RequireAuthorization(p => p.AddAuthenticationSchemes(FeedKeyHandler.SchemeName).RequireAuthenticatedUser());
        foreach (var format in FeedFormats.All)
        {
            Task<IResult> ServeAsync(string client, HttpContext http, FeedAnswers answers) => AnswerAsync(client, format, http, answers);
            feeds.MapGet(format.Path, ServeAsync)
                .Needs(CredentialScopes.Feed).WithMetadata(new FeedName(format.Name))
                .WithName($"feed_{format.Name}").WithTags("Feeds").WithSummary(format.Summary)
                .Produces(200, contentType: format.ContentType.Split(';')[0]).Produces(304).ProducesProblem(503);
            feeds.MapMethods(format.Path, [HttpMethods.Head], ServeAsync)
                .Needs(CredentialScopes.Feed).WithMetadata(new FeedName(format.Name)).ExcludeFromDescription();
        }

        feeds.MapCrowdSec();
        feeds.MapTaxii();
    }

    private static async Task<IResult> AnswerAsync(string client, FeedFormat format, HttpContext http, FeedAnswers answers)
    {
        if (await answers.ReadAsync(http, client, format.Name) is not { } copy)
        {
            return FeedAnswers.Unavailable();
        }

        var feed = copy.Of(format);
        var isPacked = feed.Packed is not null && TakesGzip(http.Request);
        var headers = http.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = "private, no-cache";
        headers.ETag = isPacked ? feed.PackedTag : feed.Tag;
        var isKnown = http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Tag == "*" || t.Tag == feed.Tag || t.Tag == feed.PackedTag);
        answers.Polled(http, client, format.Name, isKnown ? FeedMetrics.NotModified : FeedMetrics.Served, copy.View.Version, format.CountOf(copy.View));
        if (isKnown)
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        if (isPacked)
        {
            headers.ContentEncoding = "gzip";
        }

        return TypedResults.Bytes(isPacked ? feed.Packed! : feed.Bytes, format.ContentType);
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && e.Quality is null or > 0);
}
