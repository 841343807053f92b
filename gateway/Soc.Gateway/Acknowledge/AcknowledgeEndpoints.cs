namespace Soc.Gateway.Acknowledge;

/// <summary>The page behind the link in a message: opening it changes nothing, its button does.</summary>
internal static class AcknowledgeEndpoints
{
    /// <summary>Where links begin: <c>{address of the installation}/acknowledge/{token}</c>.</summary>
    public const string Path = "/acknowledge";

    public static void MapAcknowledge(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path + "/{token}", ShowAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost(Path + "/{token}", TakeAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static Task<IResult> ShowAsync(string token, AcknowledgeLinks links, CancellationToken cancellationToken) => links.ShowAsync(token, cancellationToken);

    private static Task<IResult> TakeAsync(string token, AcknowledgeLinks links, CancellationToken cancellationToken) => links.TakeAsync(token, cancellationToken);
}
