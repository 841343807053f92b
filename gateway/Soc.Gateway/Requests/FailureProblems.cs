using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Soc.EventLog;
using Soc.Gateway.Endpoints;
using Soc.Storage;

namespace Soc.Gateway.Requests;

/// <summary>What a request that failed is told: what it did wrong, or what is wrong here and when to try again.</summary>
internal sealed partial class FailureProblems(ILogger<FailureProblems> logger) : IExceptionHandler
{
    private const int RetryAfterSeconds = 5;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = Of(exception) ?? TypedResults.Problem(statusCode: StatusCodes.Status500InternalServerError);
        if (problem.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            LogFailed(exception, Problems.TraceOf(httpContext), httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName);
        }

        if (problem.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult? Of(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => OfJson(json),
        BadHttpRequestException { StatusCode: not StatusCodes.Status400BadRequest } other => TypedResults.Problem(statusCode: other.StatusCode),
        BadHttpRequestException bad => Problems.BadRequest(InWords(bad.Message)),
        StoreUnavailableException or EventLogUnavailableException or EventLogBusyException => Problems.Unavailable(exception.Message),
        TimeoutException => Problems.Unavailable("The engine did not answer in time; whether the request took effect is unknown. Repeat it."),
        _ => null,
    };

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult OfJson(JsonException json)
    {
        if (UnknownMember().Match(json.Message) is { Success: true } unknown)
        {
            return Field(FieldOf(json.Path), $"There is no member '{unknown.Groups["name"].Value}' here: /openapi/v1.json lists those that there are.");
        }

        if (WrongType().Match(json.Message) is { Success: true } wrong)
        {
            var expected = $"The value is of another type than this member has: {JsonTypeInWords(wrong.Groups["type"].Value)} is expected.";
            return FieldOf(json.Path) is { Length: > 0 } field ? Field(field, expected) : Problems.BadRequest("The body is of another type: a JSON object is expected.");
        }

        var where = json.LineNumber is { } line ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" (line {line + 1}, byte {json.BytePositionInLine + 1})") : "";
        return Problems.BadRequest($"The body is no JSON{where}.");
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Field(string field, string message) =>
        Problems.Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] });

    private static string FieldOf(string? path) => path is null ? "" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path.TrimStart('$');

    private static string InWords(string message) => Binding().Match(message) is { Success: true } match
        ? $"{match.Groups["name"].Value}='{match.Groups["value"].Value}' cannot be read: it is no {TypeInWords(match.Groups["type"].Value)}."
        : message.StartsWith("Implicit body inferred", StringComparison.Ordinal) || message.EndsWith("was not provided from body.", StringComparison.Ordinal)
            ? "The body is missing: send a JSON object."
            : message;

    private static string JsonTypeInWords(string type) =>
        type.Contains("Dictionary", StringComparison.Ordinal) ? "an object"
        : type.Contains("[]", StringComparison.Ordinal) ? "a list in brackets"
        : type.Contains("String", StringComparison.Ordinal) ? "a text in quotes"
        : type.Contains("Boolean", StringComparison.Ordinal) ? "true or false"
        : type.Contains("Int", StringComparison.Ordinal) ? "a whole number"
        : type.Contains("Double", StringComparison.Ordinal) ? "a number" : "an object";

    private static string TypeInWords(string type) =>
        type.Contains("bool", StringComparison.OrdinalIgnoreCase) ? "truth value (true or false)" : type.Contains("int", StringComparison.OrdinalIgnoreCase) || type.Contains("long", StringComparison.OrdinalIgnoreCase) ? "whole number" : "number";

    [LoggerMessage(EventId = 2210, Level = LogLevel.Error, Message = "Request {TraceId} failed: {Method} {Route}")]
    private partial void LogFailed(Exception exception, string traceId, string method, string? route);

    [GeneratedRegex("JSON property '(?<name>[^']{1,200})' could not be mapped", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownMember();

    [GeneratedRegex("could not be converted to (?<type>[^ ]{1,200})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WrongType();

    [GeneratedRegex("^Failed to bind parameter \"(?<type>\\S+) (?<name>\\w+)\" from \"(?<value>[^\"]{0,200})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Binding();
}
