using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Soc.Gateway.Auth;
using Soc.Gateway.Requests.Idempotency;

namespace Soc.Gateway.Requests.Document;

/// <summary>Adds to every operation what all of its kind have: the scope it needs, the refusals, headers, and words for parameters.</summary>
internal sealed class OperationDescription : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["client"] = "Id of the client.",
        ["id"] = "Id, as a list or another answer gave it.",
        ["kind"] = "user, device, address or client.",
        ["key"] = "Name of the entity, percent-encoded: anna@example.com, CORP%5Canna, 203.0.113.7.",
        ["status"] = "open, contained or closed; all when left out.",
        ["detector"] = "Only of this detector, such as new_device.",
        ["entity"] = "Only of this entity, as kind:key: user:anna@example.com, address:203.0.113.7.",
        ["minScore"] = "Only with this score or more, 0–100.",
        ["since"] = "ISO 8601 (UTC without a zone), or milliseconds since the epoch.",
        ["limit"] = "Most items of the page, 1–500.",
        ["cursor"] = "nextCursor of the page before, with the same filters.",
        ["reason"] = "Only with this reason.",
        ["different"] = "true: only incidents about which the proposed rules would have done something else.",
        ["list"] = "Name of a list that has none of its own.",
    };

    private static readonly Dictionary<int, string> Refusals = new()
    {
        [StatusCodes.Status401Unauthorized] = "No credential, or one that is unknown, revoked or expired.",
        [StatusCodes.Status403Forbidden] = "The credential lacks the scope.",
        [StatusCodes.Status404NotFound] = "It does not exist, or is not this credential's to see.",
        [StatusCodes.Status429TooManyRequests] = "The credential asks too often: Retry-After says how long to wait.",
    };

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in operation.Parameters ?? [])
        {
            if (parameter is OpenApiParameter { Name: { } name } own && Parameters.TryGetValue(name, out var words))
            {
                own.Description ??= words;
            }
        }

        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<RequiredScope>().LastOrDefault() is { } needed)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiDocument.SecurityScheme, context.Document)] = [needed.Scope] }];
            await AddRefusalsAsync(operation, context, needed, cancellationToken);
        }

        if (metadata.OfType<Idempotent>().Any())
        {
            AddHeader(operation, IdempotencyKey.Header, "A name of your choice for this request: repeated within a day, it is done once and gets the first answer again; another request under it is refused (422), a running one says 409.");
        }

        if (HttpMethods.IsPut(context.Description.HttpMethod ?? "") && context.Description.SupportedResponseTypes.Any(r => r.StatusCode == StatusCodes.Status412PreconditionFailed))
        {
            AddHeader(operation, "If-Match", "The ETag that was read: the change is made only if nobody changed it since (else 412).");
        }
    }

    private static async Task AddRefusalsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, RequiredScope needed, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), null, cancellationToken);
        operation.Responses ??= new OpenApiResponses();
        foreach (var (status, words) in Refusals)
        {
            if (status == StatusCodes.Status404NotFound && (needed.ClientMayBeNew || context.Description.RelativePath?.Contains('{', StringComparison.Ordinal) != true))
            {
                continue;
            }

            operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = words,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() { Schema = schema } },
            });
        }
    }

    private static void AddHeader(OpenApiOperation operation, string name, string words)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = words,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }
}
