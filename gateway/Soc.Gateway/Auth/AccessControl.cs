using Soc.Gateway.Endpoints;
using Soc.GrainInterfaces.Clients;

namespace Soc.Gateway.Auth;

/// <summary>
/// One place for what every route asks: the client of the path exists and is the caller's (else 404, whatever his scopes),
/// and the caller has the route's scope (else 403). It runs before a body is read, so that an outsider cannot make us parse.
/// </summary>
internal static class AccessControl
{
    public static TBuilder Needs<TBuilder>(this TBuilder route, string scope, bool clientMayBeNew = false)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new RequiredScope(scope, clientMayBeNew));

    public static IApplicationBuilder UseAccessControl(this IApplicationBuilder app) => app.Use((http, next) =>
        http.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>() is { } needed && Refusal(http, needed) is { } refusal
            ? refusal.ExecuteAsync(http)
            : next(http));

    private static IResult? Refusal(HttpContext http, RequiredScope needed)
    {
        if (http.Features.Get<Credential>() is not { } credential)
        {
            // Authorization comes before; a route that forgot to ask for it stays closed.
            return TypedResults.Unauthorized();
        }

        if (http.Request.RouteValues["client"] is string client
            && (!credential.MayAccess(client) || (!needed.ClientMayBeNew && http.RequestServices.GetRequiredService<IClientPolicies>().Find(client) is null)))
        {
            return Problems.NotFound($"Client '{client}'");
        }

        return credential.Has(needed.Scope) ? null : Problems.Forbidden(needed.Scope);
    }
}
