using Microsoft.AspNetCore.Http.HttpResults;

namespace Soc.Gateway.Endpoints;

/// <summary>RFC 9457 problems with what to do.</summary>
internal static class Problems
{
    /// <summary>Says what to do where the framework refused by status alone, and names the request, so that the caller's report finds its lines in the log.</summary>
    public static void Complete(Microsoft.AspNetCore.Mvc.ProblemDetails problem, HttpContext http)
    {
        problem.Detail ??= problem.Status switch
        {
            StatusCodes.Status404NotFound => "There is no such route: /openapi/v1.json lists those that there are.",
            StatusCodes.Status405MethodNotAllowed => $"This route does not take {http.Request.Method}: the header Allow says what it takes.",
            StatusCodes.Status413PayloadTooLarge => "The body is larger than this route takes: send it in parts.",
            StatusCodes.Status415UnsupportedMediaType => "This route takes JSON: send 'Content-Type: application/json'.",
            StatusCodes.Status500InternalServerError => "Something failed here that should not: whether the request took effect is unknown. The log has the reason under this traceId.",
            _ => null,
        };
        problem.Extensions["traceId"] = TraceOf(http);
    }

    /// <summary>Name of the request, the same in its answer and in the log.</summary>
    public static string TraceOf(HttpContext http) => System.Diagnostics.Activity.Current?.Id ?? http.TraceIdentifier;

    public static ProblemHttpResult NotFound(string what) =>
        TypedResults.Problem($"{what} does not exist, or is not this credential's to see.", statusCode: StatusCodes.Status404NotFound, title: "Not found");

    public static ProblemHttpResult BadRequest(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "Bad request");

    public static ProblemHttpResult Invalid(string field, string message) =>
        Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] });

    public static ProblemHttpResult Invalid(IDictionary<string, string[]> errors) =>
        TypedResults.Problem(
            "Some members make no sense; nothing was changed. See errors.",
            statusCode: StatusCodes.Status422UnprocessableEntity,
            title: "Invalid content",
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = errors });

    public static ProblemHttpResult NotHere(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: "Not found");

    public static ProblemHttpResult Conflict(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict, title: "Conflict");

    public static ProblemHttpResult Unprocessable(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status422UnprocessableEntity, title: "Invalid content");

    public static ProblemHttpResult ConditionMissing(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status428PreconditionRequired, title: "Precondition required");

    public static ProblemHttpResult TooMany(int waitSeconds) =>
        TypedResults.Problem($"This credential asks too often: wait {waitSeconds} s, then go on.", statusCode: StatusCodes.Status429TooManyRequests, title: "Too many requests");

    public static ProblemHttpResult Unavailable(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable, title: "Unavailable");

    public static ProblemHttpResult ConditionFailed(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status412PreconditionFailed, title: "Precondition failed");

    public static ProblemHttpResult Forbidden(string scope) =>
        TypedResults.Problem($"This credential lacks the scope '{scope}'.", statusCode: StatusCodes.Status403Forbidden, title: "Forbidden");
}
