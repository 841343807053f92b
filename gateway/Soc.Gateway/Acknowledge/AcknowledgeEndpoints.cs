namespace Soc.Gateway.Acknowledge;

/// <summary>The page behind the link in a message: opening it changes nothing, its button does.</summary>
internal static class AcknowledgeEndpoints
{
    // Where links lead is said where they are made.
    private const string Route = "/" + Soc.Response.Escalation.AcknowledgeLinks.Path + "{token}";

    public static void MapAcknowledge(this IEndpointRouteBuilder app)
    {
        app.MapGet(Route, ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Route, TakeAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static Task<IResult> ShowAsync(string token, AcknowledgeLinks links, CancellationToken cancellationToken) => links.ShowAsync(token, cancellationToken);

    private static Task<IResult> TakeAsync(string token, AcknowledgeLinks links, CancellationToken cancellationToken) => links.TakeAsync(token, cancellationToken);
}
