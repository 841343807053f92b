using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Soc.Gateway.Requests.Document;

/// <summary>The description of the API at /openapi/v1.json (OpenAPI 3.1).</summary>
internal static class ApiDocument
{
    public const string SecurityScheme = "bearer";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(o =>
    {
        o.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Soc.Actors";
            document.Info.Version = "v1";
            document.Info.Description = """
                Security correlation: clients, incidents, live state of entities, verdicts, indicators, and what is done about them.

                Every object belongs to a client; the credential says which. An object of another client answers 404, as if it did not exist.
                Roles are names for scopes: client_viewer (read), analyst (read, verdict), responder (read, verdict, respond), admin (all). A key has a role or scopes;
                a provider's token has them in the claim roles. Capture agents have the role agent, and get it by enrolling.
                An action that somebody proposes is agreed to by somebody else with respond, by the hash of what he was shown; verdict proposes, rejects, releases and undoes.
                Errors are application/problem+json (RFC 9457): detail says what to do, errors names the members, traceId finds the request in the log.
                Lists are {items, nextCursor}: send nextCursor as cursor for the next page. RateLimit and RateLimit-Policy say how much a credential may still ask.
                """;
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[SecurityScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "'Authorization: Bearer …' with an API key (POST /api/v1/clients/{client}/tokens), or a token of the configured OpenID Connect provider. The scope that a route needs stands beside it; what may be done to somebody is changed with the scope respond beside write, and agreed to with respond.",
            };
            return Task.CompletedTask;
        });
        o.AddOperationTransformer<OperationDescription>();
    });
}
