namespace Soc.Gateway.Ingest.Hec;

/// <summary>Routes of the Splunk HTTP Event Collector.</summary>
public static class HecEndpoints
{
    private const string Root = "/services/collector";

    /// <summary>Maps every route that shippers post to; they authenticate by their own token, so no policy of the API applies.</summary>
    public static IEndpointRouteBuilder MapHec(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        foreach (var path in new[] { "", "/event", "/event/1.0" })
        {
            endpoints.MapPost(Root + path, static (HttpContext http, HecHandler handler) => handler.EventsAsync(http)).ExcludeFromDescription();
        }

        foreach (var path in new[] { "/raw", "/raw/1.0" })
        {
            endpoints.MapPost(Root + path, static (HttpContext http, HecHandler handler) => handler.RawAsync(http)).ExcludeFromDescription();
        }

        endpoints.MapPost(Root + "/ack", static (HttpContext http, HecHandler handler) => handler.AckAsync(http)).ExcludeFromDescription();
        foreach (var path in new[] { "/health", "/health/1.0" })
        {
            endpoints.MapGet(Root + path, static () => HecReply.Healthy).ExcludeFromDescription();
        }

        return endpoints;
    }
}
