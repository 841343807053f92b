using Microsoft.AspNetCore.Http.HttpResults;

namespace Soc.Gateway.Endpoints;

/// <summary>RFC 9457 problems with what to do.</summary>
internal static class Problems
{
    public static ProblemHttpResult NotFound(string what) =>
        TypedResults.Problem($"{what} does not exist, or is not this credential's to see.", statusCode: StatusCodes.Status404NotFound, title: "Not found");

    public static ProblemHttpResult BadRequest(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "Bad request");

    public static ProblemHttpResult Invalid(IDictionary<string, string[]> errors) =>
        TypedResults.Problem(
            "Some members make no sense; nothing was changed. See errors.",
            statusCode: StatusCodes.Status422UnprocessableEntity,
            title: "Invalid content",
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = errors });

    public static ProblemHttpResult Conflict(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status412PreconditionFailed, title: "Precondition failed");

    public static ProblemHttpResult Forbidden(string scope) =>
        TypedResults.Problem($"This credential lacks the scope '{scope}'.", statusCode: StatusCodes.Status403Forbidden, title: "Forbidden");
}
